package waybill.sweep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Duration;
import java.time.Instant;
import waybill.platform.Metric;
import waybill.platform.Platform;

/** Looks every minute for what was not sent and what was not called. */
public final class Sweeper implements RequestHandler<ScheduledEvent, Void> {

  /** What is begun at the deadline must still be finished before the function's time-out. */
  private static final Duration RESERVE = Duration.ofSeconds(10);

  private final Platform platform;
  private final OutboxSweep outbox;
  private final DeliverySweep deliveries;

  public Sweeper() {
    this(Platform.fromEnvironment());
  }

  public Sweeper(Platform platform) {
    this.platform = platform;
    this.outbox = new OutboxSweep(platform);
    this.deliveries = new DeliverySweep(platform);
  }

  @Override
  public Void handleRequest(ScheduledEvent event, Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    Instant now = platform.time().now();
    // Neither may hold up the other, by its length or by its failure.
    try {
      outbox.run(now.plus(left.dividedBy(2)));
    } finally {
      deliveries.run(now.plus(left));
    }
    platform.metrics().put(Metric.SWEEP_HEARTBEAT, 1);
    return null;
  }
}
