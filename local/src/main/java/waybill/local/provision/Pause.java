package waybill.local.provision;

import java.time.Duration;
import waybill.local.failure.StartupException;
import waybill.platform.Time;

/** Between two looks at something that takes its time. */
final class Pause {

  private Pause() {}

  static void of(Duration span) {
    try {
      Time.system().sleep(span);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted", e);
    }
  }
}
