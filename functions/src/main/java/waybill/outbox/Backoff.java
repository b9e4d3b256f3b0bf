package waybill.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pause after a failure that is nobody's fault: full jitter, so that what failed together does
 * not come back together.
 * https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
final class Backoff {

  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration MAX = Duration.ofMinutes(15);

  /** 1 s doubled so often is over the longest pause. */
  private static final int DOUBLINGS_MAX = 10;

  private Backoff() {}

  /** Anything up to the bound, which doubles with each failed attempt. */
  static Duration after(int attempts, RandomGenerator random) {
    return Duration.ofMillis(random.nextLong(bound(attempts).toMillis() + 1));
  }

  static Duration bound(int attempts) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), DOUBLINGS_MAX));
    return doubled.compareTo(MAX) < 0 ? doubled : MAX;
  }
}
