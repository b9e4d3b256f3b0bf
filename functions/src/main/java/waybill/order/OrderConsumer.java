package waybill.order;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import waybill.message.Envelope;
import waybill.message.StockRejected;
import waybill.platform.Batch;
import waybill.platform.Platform;
import waybill.platform.Retry;

/** Compensates an order whose stock could not be taken. */
public final class OrderConsumer implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final Batch batch;
  private final OrderStore orders;

  public OrderConsumer() {
    this(Platform.fromEnvironment());
  }

  public OrderConsumer(Platform platform) {
    this.batch = new Batch(platform);
    this.orders = new OrderStore(platform);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batch.each(event, context, Retry.WORK_MAX, this::onMessage);
  }

  private void onMessage(String body) {
    Envelope envelope = Envelope.fromJson(body);
    if (!(envelope.message() instanceof StockRejected rejected)) {
      throw new IllegalArgumentException(
          "the order queue does not take " + envelope.message().type());
    }
    orders.reject(rejected, envelope.traceparent());
  }
}
