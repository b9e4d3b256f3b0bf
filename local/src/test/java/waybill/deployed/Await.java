package waybill.deployed;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import waybill.platform.Time;

/** Waits for things to be seen; says what was seen instead, and what may tell why. */
final class Await {

  /** Several times what it takes, as the machine may be busy with other things. */
  static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final Duration PAUSE = Duration.ofMillis(250);

  private Await() {}

  static <T> T until(String what, Callable<T> look, Predicate<T> seen, Supplier<String> evidence)
      throws Exception {
    Time time = Time.system();
    Instant deadline = time.now().plus(PATIENCE);
    T last = look.call();
    while (!seen.test(last)) {
      if (time.now().isAfter(deadline)) {
        throw new AssertionError(
            "%s was not seen in %d s but %s%n%s"
                .formatted(what, PATIENCE.toSeconds(), last, evidence.get()));
      }
      time.sleep(PAUSE);
      last = look.call();
    }
    return last;
  }
}
