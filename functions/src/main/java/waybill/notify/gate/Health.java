package waybill.notify.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long an endpoint has failed without a single success: its budget, after which it is disabled.
 *
 * @param failures since the last success
 * @param since the first of them
 * @param warnedPercent how much of the budget was spent when that was last told
 */
record Health(int failures, Optional<Instant> since, int warnedPercent) {

  static final Health GOOD = new Health(0, Optional.empty(), 0);

  static final Duration FAILING_MAX = Duration.ofDays(5);
  static final int FAILURES_MAX = 100;

  private static final int[] WARNINGS_PERCENT = {90, 50};

  Health after(Outcomes outcomes, Instant now) {
    if (outcomes.successes() > 0) {
      return GOOD;
    }
    if (!outcomes.hasFailures()) {
      return this;
    }
    Health failing =
        new Health(
            failures + outcomes.failed().size(), Optional.of(since.orElse(now)), warnedPercent);
    int spent = failing.spentPercent(now);
    for (int warning : WARNINGS_PERCENT) {
      if (spent >= warning && warnedPercent < warning) {
        return new Health(failing.failures, failing.since, warning);
      }
    }
    return failing;
  }

  /** Of time and of failures: that of which less is spent. */
  int spentPercent(Instant now) {
    if (since.isEmpty()) {
      return 0;
    }
    long ofTime = Duration.between(since.get(), now).toMillis() * 100 / FAILING_MAX.toMillis();
    long ofFailures = failures * 100L / FAILURES_MAX;
    return (int) Math.min(100, Math.min(ofTime, ofFailures));
  }

  boolean isSpent(Instant now) {
    return spentPercent(now) >= 100;
  }
}
