package waybill.notify;

import java.time.Duration;
import java.util.Optional;

/** When to call again: 50 attempts over 70 hours, up to 85 with jitter. */
final class RetrySchedule {

  static final int ATTEMPTS_MAX = 50;

  private static final double JITTER_MAX = 0.2;

  /** A delay in seconds, and how many times in a row it stands. */
  private static final int[][] DELAYS_SECONDS = {
    {1, 1},
    {5, 1},
    {15, 1},
    {30, 1},
    {60, 1},
    {120, 1},
    {300, 1},
    {600, 1},
    {900, 8},
    {1800, 8},
    {3600, 12},
    {14_400, 13}
  };

  private RetrySchedule() {}

  /**
   * How long to wait before an attempt, 2 to 50, once the one before has ended.
   *
   * @param chance from 0 to below 1, spreads the calls; it only adds, so that a call is never early
   */
  static Duration delayBefore(int attempt, double chance) {
    long ms = Duration.ofSeconds(seconds(attempt)).toMillis();
    return Duration.ofMillis(ms + (long) (ms * JITTER_MAX * chance));
  }

  /** How long to wait once this attempt has ended; nothing when it is the last. */
  static Optional<Duration> delayAfter(int attempt, double chance) {
    return attempt < ATTEMPTS_MAX
        ? Optional.of(delayBefore(attempt + 1, chance))
        : Optional.empty();
  }

  private static int seconds(int attempt) {
    int left = attempt - 2;
    for (int[] step : DELAYS_SECONDS) {
      if (left >= 0 && left < step[1]) {
        return step[0];
      }
      left -= step[1];
    }
    throw new IllegalArgumentException("attempt " + attempt + " is not in 2-" + ATTEMPTS_MAX);
  }
}
