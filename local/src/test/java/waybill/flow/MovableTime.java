package waybill.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import waybill.platform.Time;

/** A clock that stands still until a test moves it. A sleep moves it, so nothing ever waits. */
final class MovableTime implements Time {

  private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final AtomicReference<Instant> now = new AtomicReference<>(start);

  @Override
  public Instant now() {
    return now.get();
  }

  @Override
  public long nanos() {
    return Duration.between(start, now.get()).toNanos();
  }

  @Override
  public void sleep(Duration span) {
    now.updateAndGet(time -> time.plus(span));
  }
}
