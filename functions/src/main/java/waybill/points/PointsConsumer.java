package waybill.points;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.List;
import waybill.message.Envelope;
import waybill.message.OrderCancelled;
import waybill.message.OrderPlaced;
import waybill.message.OrderRejected;
import waybill.message.PaymentRefunded;
import waybill.platform.Batch;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Together;

/** Grants the points of orders, and takes them back. */
public final class PointsConsumer implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final Batch batch;
  private final GrantStore grants;
  private final ReversalStore reversals;

  public PointsConsumer() {
    this(Platform.fromEnvironment());
  }

  public PointsConsumer(Platform platform) {
    this.batch = new Batch(platform);
    this.grants = new GrantStore(platform);
    this.reversals = new ReversalStore(platform);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batch.together(
        event,
        context,
        Retry.WORK_MAX,
        new Together<>(Envelope::fromJson, grants::groups, this::onGroup));
  }

  /** Only orders that are placed come in groups of several. */
  private List<List<Envelope>> onGroup(List<Envelope> group) {
    Envelope first = group.get(0);
    switch (first.message().type()) {
      case OrderPlaced.TYPE -> {
        return grants.grant(group);
      }
      case OrderCancelled.TYPE, OrderRejected.TYPE, PaymentRefunded.TYPE ->
          reversals.reverse(first.merchantId(), first.message().orderId());
      default ->
          throw new IllegalArgumentException(
              "the points queue does not take " + first.message().type());
    }
    return List.of();
  }
}
