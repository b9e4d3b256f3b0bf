package waybill.notify;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.List;
import java.util.function.BooleanSupplier;
import waybill.notify.call.HttpMerchantClient;
import waybill.notify.call.MerchantClient;
import waybill.platform.Batch;
import waybill.platform.Lanes;
import waybill.platform.Platform;

/**
 * Calls again: by a delivery's timer when the delivery's row agrees, and by a gate's timer what was
 * held for its endpoint. By a third kind of timer the rows of one that was deleted go.
 */
public final class RetryNotifier implements RequestHandler<SQSEvent, SQSBatchResponse> {

  /** A batch of 10, and for each the second lane of a walk. */
  private static final int LANES = 20;

  private final Batch batch;
  private final Lanes lanes;
  private final CallAgain calls;
  private final Walker walker;
  private final Remains remains;

  public RetryNotifier() {
    this(Platform.fromEnvironment());
  }

  public RetryNotifier(Platform platform) {
    this(platform, new HttpMerchantClient(platform), Lanes.of(LANES));
  }

  /** One call after another, in the caller's thread. */
  public RetryNotifier(Platform platform, MerchantClient client) {
    this(platform, client, Lanes.one());
  }

  private RetryNotifier(Platform platform, MerchantClient client, Lanes lanes) {
    Courier courier = new Courier(platform, client);
    Gatekeeper keeper = new Gatekeeper(platform);
    this.batch = new Batch(platform);
    this.lanes = lanes;
    this.calls = new CallAgain(platform, courier, keeper);
    this.walker = new Walker(platform, lanes, courier, keeper);
    this.remains = new Remains(platform);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batch.sideBySide(
        event,
        context,
        lanes,
        Courier.WORK_MAX,
        body -> List.of(work(Timer.fromJson(body), () -> hasTime(context))));
  }

  private Runnable work(Timer timer, BooleanSupplier hasTime) {
    if (timer.isOfRemains()) {
      return () -> remains.removeBy(timer);
    }
    return timer.isOfGate() ? () -> walker.by(timer, hasTime) : () -> calls.by(timer, hasTime);
  }

  private static boolean hasTime(Context context) {
    return context.getRemainingTimeInMillis() >= Courier.WORK_MAX.toMillis();
  }
}
