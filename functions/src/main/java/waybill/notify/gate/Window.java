package waybill.notify.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls of the last minutes.
 *
 * @param minutes what was counted in which minute, the oldest first
 * @param failing deliveries whose calls failed, with the minute of the last time; as many as matter
 */
record Window(List<Minute> minutes, List<Failing> failing) {

  static final Window EMPTY = new Window(List.of(), List.of());

  static final Duration KEPT = Duration.ofMinutes(5);

  /** Fewer say nothing of a server. */
  static final int CALLS_MIN = 10;

  static final int FAILURES_MIN_PERCENT = 70;

  /** One delivery that a server does not like is no reason to stop all the others. */
  static final int DELIVERIES_MIN = 3;

  record Minute(long minute, int calls, int failures) {}

  record Failing(long seq, long minute) {}

  Window after(Outcomes outcomes, Instant now) {
    if (outcomes.isNone()) {
      return this;
    }
    long minute = minute(now);
    int failures = outcomes.failed().size();
    List<Minute> counted = new ArrayList<>();
    Minute present =
        new Minute(minute, outcomes.successes() + outcomes.earlier() + failures, failures);
    for (Minute each : minutes) {
      if (each.minute() == minute) {
        present =
            new Minute(
                minute, each.calls() + present.calls(), each.failures() + present.failures());
      } else if (isKept(each.minute(), minute)) {
        counted.add(each);
      }
    }
    counted.add(present);
    return new Window(List.copyOf(counted), failing(outcomes, minute));
  }

  /** Enough calls failed, to enough deliveries. */
  boolean isTripped(Instant now) {
    long minute = minute(now);
    int calls = 0;
    int failures = 0;
    for (Minute each : minutes) {
      if (isKept(each.minute(), minute)) {
        calls += each.calls();
        failures += each.failures();
      }
    }
    long deliveries = failing.stream().filter(each -> isKept(each.minute(), minute)).count();
    return calls >= CALLS_MIN
        && failures * 100 >= calls * FAILURES_MIN_PERCENT
        && deliveries >= DELIVERIES_MIN;
  }

  boolean hasFailures(Instant now) {
    long minute = minute(now);
    return minutes.stream().anyMatch(each -> each.failures() > 0 && isKept(each.minute(), minute));
  }

  private List<Failing> failing(Outcomes outcomes, long minute) {
    List<Failing> all = new ArrayList<>(failing);
    for (long seq : outcomes.failed()) {
      all.removeIf(each -> each.seq() == seq);
      all.add(new Failing(seq, minute));
    }
    return List.copyOf(all.subList(Math.max(0, all.size() - DELIVERIES_MIN), all.size()));
  }

  /** Of the next minute too: somebody's clock is further, or he wrote while we tried again. */
  private static boolean isKept(long counted, long minute) {
    return counted > minute - KEPT.toMinutes() && counted <= minute + 1;
  }

  static long minute(Instant time) {
    return time.getEpochSecond() / 60;
  }
}
