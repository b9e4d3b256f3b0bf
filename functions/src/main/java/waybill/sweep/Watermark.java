package waybill.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Pure arithmetic of the minutes that a sweep reads. A shard's watermark is the oldest minute that
 * may still hold an unsent message.
 */
final class Watermark {

  /** A shard seen for the first time starts this far back. */
  static final Duration FIRST_LOOK_BACK = Duration.ofHours(1);

  /**
   * A minute can be passed this long after it ended: longer than a writer's call can live, and its
   * clock be slow.
   */
  static final Duration SETTLES_AFTER = Duration.ofMinutes(2);

  /** The slow pass looks at each minute once more so long after it. */
  static final Duration SLOW_PASS_AFTER = Duration.ofHours(1);

  private static final int COUNT_EVERY_MINUTES = 5;

  private Watermark() {}

  static Instant minute(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MINUTES);
  }

  static Instant first(Instant now) {
    return minute(now.minus(FIRST_LOOK_BACK));
  }

  /** Whether nothing can be written into this minute any more. */
  static boolean isSettled(Instant minute, Instant now) {
    return !minute.plus(1, ChronoUnit.MINUTES).plus(SETTLES_AFTER).isAfter(now);
  }

  static Instant next(Instant minute) {
    return minute.plus(1, ChronoUnit.MINUTES);
  }

  /** The minute that is looked at once more when this one is passed. */
  static Instant slowPass(Instant minute) {
    return minute.minus(SLOW_PASS_AFTER);
  }

  /**
   * Whether what is BLOCKED is to be counted in this minute: in every fifth, as it costs reads, and
   * in the last of the five, as CloudWatch looks at whole periods.
   */
  static boolean isTimeToCount(Instant now) {
    long minute = Duration.between(Instant.EPOCH, now).toMinutes();
    return minute % COUNT_EVERY_MINUTES == COUNT_EVERY_MINUTES - 1;
  }
}
