package waybill.platform;

import java.time.Duration;
import java.time.Instant;

/** The clock. Nothing else in the functions reads the time or waits, so that a test owns both. */
public interface Time {

  Instant now();

  /** A monotonic reading for measuring spans; meaningful only as a difference. */
  long nanos();

  void sleep(Duration span) throws InterruptedException;

  static Time system() {
    return SystemTime.INSTANCE;
  }

  /** The machine's clock. */
  enum SystemTime implements Time {
    INSTANCE;

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void sleep(Duration span) throws InterruptedException {
      Thread.sleep(span.toMillis());
    }
  }
}
