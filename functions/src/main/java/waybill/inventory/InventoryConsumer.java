package waybill.inventory;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import waybill.message.Envelope;
import waybill.message.OrderCancelled;
import waybill.message.OrderPlaced;
import waybill.platform.Batch;
import waybill.platform.Platform;
import waybill.platform.Retry;

/** Takes the stock of orders, and returns it. */
public final class InventoryConsumer implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final Batch batch;
  private final EffectStore effects;

  public InventoryConsumer() {
    this(Platform.fromEnvironment());
  }

  public InventoryConsumer(Platform platform) {
    this.batch = new Batch(platform);
    this.effects = new EffectStore(platform);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batch.each(event, context, Retry.WORK_MAX, this::onMessage);
  }

  private void onMessage(String body) {
    Envelope envelope = Envelope.fromJson(body);
    if (envelope.message() instanceof OrderPlaced order) {
      effects.take(envelope.merchantId(), order, envelope.traceparent());
    } else if (envelope.message() instanceof OrderCancelled order) {
      effects.release(envelope.merchantId(), order.orderId());
    } else {
      throw new IllegalArgumentException(
          "the inventory queue does not take " + envelope.message().type());
    }
  }
}
