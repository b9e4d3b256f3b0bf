package waybill.notify.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;

/**
 * What was used of an endpoint's rate limit.
 *
 * @param nextCallAt when the limit lets the next call go out
 */
public record Rate(Instant nextCallAt) {

  static final Rate UNUSED = new Rate(Instant.EPOCH);

  public static Duration distance(int perSecond) {
    return new Pace(perSecond).distance();
  }

  /** How many of {@code wanted} calls may go out now. */
  int grants(int wanted, OptionalInt perSecond, Instant now) {
    return perSecond.isEmpty()
        ? wanted
        : new Pace(perSecond.getAsInt()).grants(nextCallAt, wanted, now);
  }

  /** With so many calls more. */
  Rate after(int calls, OptionalInt perSecond, Instant now) {
    Instant begin = now.truncatedTo(ChronoUnit.MICROS);
    return perSecond.isEmpty() || calls == 0
        ? this
        : new Rate(new Pace(perSecond.getAsInt()).after(nextCallAt, calls, begin));
  }

  /** The first of the calls that were reserved last. */
  public Instant firstOf(int calls, int perSecond) {
    return nextCallAt.minus(distance(perSecond).multipliedBy(calls));
  }
}
