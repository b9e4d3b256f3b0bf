package waybill.points;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import waybill.message.Envelope;
import waybill.message.OrderCancelled;
import waybill.message.OrderPlaced;
import waybill.message.OrderRejected;
import waybill.message.PaymentRefunded;
import waybill.platform.Batch;
import waybill.platform.Platform;
import waybill.platform.Retry;

/** Grants the points of orders, and takes them back. */
public final class PointsConsumer implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final Batch batch;
  private final PointsStore points;

  public PointsConsumer() {
    this(Platform.fromEnvironment());
  }

  public PointsConsumer(Platform platform) {
    this.batch = new Batch(platform);
    this.points = new PointsStore(platform);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batch.each(event, context, Retry.WORK_MAX, this::onMessage);
  }

  private void onMessage(String body) {
    Envelope envelope = Envelope.fromJson(body);
    String merchantId = envelope.merchantId();
    switch (envelope.message().type()) {
      case OrderPlaced.TYPE -> points.grant(merchantId, (OrderPlaced) envelope.message());
      case OrderCancelled.TYPE, OrderRejected.TYPE, PaymentRefunded.TYPE ->
          points.reverse(merchantId, envelope.message().orderId());
      default ->
          throw new IllegalArgumentException(
              "the points queue does not take " + envelope.message().type());
    }
  }
}
