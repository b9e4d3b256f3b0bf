package waybill.local.audit;

import java.util.List;

/**
 * What a check found.
 *
 * @param checked orders, messages or counters that were looked at
 * @param drifted those of them that are not as promised
 * @param unsettled those that changed at every look, so that nothing can be said of them
 * @param examples some of the drifted, with what to do
 */
public record Finding(
    String name, long checked, long drifted, long unsettled, List<String> examples) {}
