package waybill.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import waybill.platform.Time;

/** Waits for things to be seen, and says what was seen instead. */
final class Watch {

  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Time time;

  Watch(Time time) {
    this.time = time;
  }

  <T> T until(String what, Callable<T> look, Predicate<T> seen) throws Exception {
    Instant deadline = time.now().plus(PATIENCE);
    T last = look.call();
    while (!seen.test(last)) {
      if (time.now().isAfter(deadline)) {
        throw new NotSeen(what + " was not seen in " + PATIENCE.toSeconds() + " s but " + last);
      }
      time.sleep(PAUSE);
      last = look.call();
    }
    return last;
  }
}
