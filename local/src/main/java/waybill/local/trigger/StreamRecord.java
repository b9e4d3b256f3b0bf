package waybill.local.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A stream's record that passed the filter, as it stands in an event.
 *
 * @param sequence only compared for being the same: not every maker's are numbers that grow
 */
record StreamRecord(String sequence, Instant writtenAt, ObjectNode json) {}
