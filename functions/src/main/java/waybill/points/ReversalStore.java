package waybill.points;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.platform.Cancellation;
import waybill.platform.Item;
import waybill.platform.Metric;
import waybill.platform.Platform;
import waybill.platform.Retry;

/** Takes back the points of orders. */
final class ReversalStore {

  private final Platform platform;
  private final Retry retry;
  private final PointsStore points;

  ReversalStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.points = new PointsStore(platform);
  }

  /** Takes back what the order was granted; before the grant came, leaves a tombstone for it. */
  void reverse(String merchantId, String orderId) {
    retry.whileBusy(
        () -> {
          Optional<Item> effect = points.effect(orderId);
          List<TransactWriteItem> writes = new ArrayList<>();
          if (effect.isEmpty()) {
            writes.add(points.tombstone(orderId, merchantId));
          } else if (effect.get().text("state").equals(PointsState.GRANTED.name())) {
            writes.add(points.reversed(orderId));
            long granted = effect.get().number("points");
            if (granted > 0) {
              writes.add(points.add(effect.get().text("customer"), -granted));
            }
          } else {
            platform.metrics().put(Metric.DUPLICATES_SUPPRESSED, 1);
            return orderId;
          }
          try {
            platform.dynamo().transactWriteItems(request -> request.transactItems(writes));
          } catch (TransactionCanceledException e) {
            throw Retry.staleIf(Cancellation.of(e).conditionFailedAt(0), e);
          }
          return orderId;
        });
  }
}
