package waybill.local.engine;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.elasticmq.util.NowProvider;
import waybill.platform.Time;

/** The clock that ElasticMQ reads: whoever owns the time sets it. */
final class SqsClock extends NowProvider {

  private final Supplier<Time> time;

  SqsClock(Supplier<Time> time) {
    this.time = time;
  }

  @Override
  public long nowMillis() {
    return time.get().now().toEpochMilli();
  }

  @Override
  public OffsetDateTime now() {
    return time.get().now().atOffset(ZoneOffset.UTC);
  }
}
