package waybill.local.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured of a dead neighbour. */
public record NeighbourResult(
    int pending,
    Phase alone,
    Phase takingIn,
    Phase allPending,
    int missing,
    boolean areAllTakenIn,
    int deadCallsAtOnceMax) {

  private static final double RATIO_TARGET = 1.3;
  private static final int NOTIFIER_P99_TARGET_MS = 25;

  /** Of one endpoint. */
  private static final int CALLS_AT_ONCE_MAX = 5;

  /** Of all that was sent beside the neighbour. */
  double ratio() {
    return beside().p99Ms() / alone.toCall().p99Ms();
  }

  private Spans beside() {
    Spans beside = new Spans();
    beside.add(takingIn.toCall());
    beside.add(allPending.toCall());
    return beside;
  }

  /** Its two parts: in the first the engines take 2,000 in, in the second these are pending. */
  public String parts() {
    double aloneMs = alone.toCall().p99Ms();
    return String.format(
        Locale.ROOT,
        "parts alone_p99_ms=%.1f taking_in_p99_ms=%.1f taking_in_ratio=%.2f pending_p99_ms=%.1f"
            + " pending_ratio=%.2f",
        aloneMs,
        takingIn.toCall().p99Ms(),
        takingIn.toCall().p99Ms() / aloneMs,
        allPending.toCall().p99Ms(),
        allPending.toCall().p99Ms() / aloneMs);
  }

  /** The notifier's own budget: from SQS having the message until the server has the call. */
  public String budget() {
    return String.format(
        Locale.ROOT,
        "budget queue_in_to_request_out_p99_ms=%.1f target=%d",
        alone.inQueue().p99Ms(),
        NOTIFIER_P99_TARGET_MS);
  }

  public String line() {
    return String.format(
        Locale.ROOT,
        "bench neighbour alone_p99_ms=%.1f beside_p99_ms=%.1f ratio=%.2f target=%.1f calls=%d"
            + " pending=%d dead_calls_at_once_max=%d",
        alone.toCall().p99Ms(),
        beside().p99Ms(),
        ratio(),
        RATIO_TARGET,
        alone.toCall().count() + beside().count(),
        pending,
        deadCallsAtOnceMax);
  }

  /** Why this is not to be had: figures of something else, or a promise that was not kept. */
  public List<String> complaints(double ratioMax) {
    List<String> complaints = new ArrayList<>();
    if (missing > 0) {
      complaints.add(missing + " callbacks of healthy merchants never came");
    }
    if (!areAllTakenIn) {
      complaints.add("the neighbour's callbacks were not all pending by the end of its phase");
    }
    if (deadCallsAtOnceMax > CALLS_AT_ONCE_MAX) {
      complaints.add("one endpoint had " + deadCallsAtOnceMax + " calls at once");
    }
    // Not a number, when nothing came, is no good ratio either.
    if (!(ratio() <= ratioMax)) {
      complaints.add(String.format(Locale.ROOT, "the ratio is %.2f", ratio()));
    }
    return complaints;
  }
}
