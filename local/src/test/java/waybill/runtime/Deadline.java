package waybill.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import waybill.platform.Time;

/** Waiting for what a real process does in its own time. */
final class Deadline {

  private static final Duration WAIT_MAX = Duration.ofSeconds(30);
  private static final Duration POLL_EVERY = Duration.ofMillis(20);

  private Deadline() {}

  static void await(BooleanSupplier condition, String what) throws InterruptedException {
    Instant end = Instant.now().plus(WAIT_MAX);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("waited " + WAIT_MAX.toSeconds() + " s in vain for " + what);
      }
      Time.system().sleep(POLL_EVERY);
    }
  }
}
