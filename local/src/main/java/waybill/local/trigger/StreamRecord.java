package waybill.local.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;

/** A stream's record that passed the filter, as it stands in an event. */
record StreamRecord(String sequence, Instant writtenAt, ObjectNode json) {

  /** Sequence numbers are numbers of any length, written as texts. */
  static final Comparator<String> SEQUENCES = Comparator.comparing(BigInteger::new);
}
