package waybill.local;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import waybill.platform.Time;

/** A clock that stands still until it is moved. */
public final class TestClock implements Time {

  private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private volatile Duration passed = Duration.ZERO;

  @Override
  public Instant now() {
    return start.plus(passed);
  }

  @Override
  public long nanos() {
    return passed.toNanos();
  }

  @Override
  public void sleep(Duration span) {
    tick(span);
  }

  public synchronized void tick(Duration span) {
    passed = passed.plus(span);
  }
}
