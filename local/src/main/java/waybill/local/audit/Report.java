package waybill.local.audit;

import java.util.List;

/** What the whole audit found; {@code drift} is the sum of what drifted. */
public record Report(long drift, long unsettled, List<Finding> checks) {

  static Report of(List<Finding> checks) {
    return new Report(
        checks.stream().mapToLong(Finding::drifted).sum(),
        checks.stream().mapToLong(Finding::unsettled).sum(),
        checks);
  }
}
