package waybill.points;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.message.Envelope;
import waybill.message.OrderPlaced;
import waybill.platform.Cancellation;
import waybill.platform.Joint;
import waybill.platform.Metric;
import waybill.platform.Platform;
import waybill.platform.Retry;

/** Grants the points of orders, those of the same customer together. */
final class GrantStore {

  private static final long MINOR_UNITS_PER_POINT = 100;

  private final Platform platform;
  private final Retry retry;
  private final PointsStore points;

  GrantStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.points = new PointsStore(platform);
  }

  /** Orders that give points to the same customer together; everything else alone. */
  List<List<Envelope>> groups(List<Envelope> messages) {
    return Joint.groups(messages, GrantStore::share);
  }

  /**
   * Grants the points of these orders in one transaction, or nothing, and answers with the orders
   * that are left, in smaller groups. Of a single order none is left: its points are granted, or it
   * has an effect already.
   */
  List<List<Envelope>> grant(List<Envelope> placed) {
    Joint<Envelope> joint = Joint.of(placed, GrantStore::share);
    return retry.whileBusy(
        () -> {
          List<TransactWriteItem> items = joint.items(this::granted, points::add);
          try {
            platform.dynamo().transactWriteItems(request -> request.transactItems(items));
            return List.of();
          } catch (TransactionCanceledException e) {
            Cancellation why = Cancellation.of(e);
            platform.metrics().count(Metric.DUPLICATES_SUPPRESSED, joint.alreadyDone(why));
            return joint.left(why).orElseThrow(() -> e);
          }
        });
  }

  private TransactWriteItem granted(Envelope placed) {
    OrderPlaced order = (OrderPlaced) placed.message();
    return points.granted(order.orderId(), placed.merchantId(), order.customerId(), worth(order));
  }

  private static Joint.Share share(Envelope envelope) {
    Map<String, Long> balances =
        envelope.message() instanceof OrderPlaced order && worth(order) > 0
            ? Map.of(PointsStore.balanceId(envelope.merchantId(), order.customerId()), worth(order))
            : Map.of();
    return new Joint.Share(PointsStore.id(envelope.message().orderId()), balances);
  }

  private static long worth(OrderPlaced order) {
    return order.total() / MINOR_UNITS_PER_POINT;
  }
}
