package waybill.notify.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A rate limit, by the generic cell rate algorithm: calls are owed an even distance, and the next
 * one's time is all that is remembered. What was not used is not saved up, but for half a second.
 * https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm
 */
record Pace(int perSecond) {

  private static final Duration BURST = Duration.ofMillis(500);

  Duration distance() {
    return Duration.of(1_000_000L / perSecond, ChronoUnit.MICROS);
  }

  /** How many of {@code wanted} calls may go out at once. */
  int grants(Instant next, int wanted, Instant now) {
    Duration tolerance = BURST.minus(distance());
    Instant latest = tolerance.isNegative() ? now : now.plus(tolerance);
    Instant each = later(next, now);
    int granted = 0;
    while (granted < wanted && !each.isAfter(latest)) {
      each = each.plus(distance());
      granted++;
    }
    return granted;
  }

  /** The time of the call after these. */
  Instant after(Instant next, int calls, Instant now) {
    return later(next, now).plus(distance().multipliedBy(calls));
  }

  static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
