package waybill.inventory;

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

/** Returns the stock of orders. */
final class ReleaseStore {

  private final Platform platform;
  private final Retry retry;
  private final EffectStore effects;

  ReleaseStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.effects = new EffectStore(platform);
  }

  /**
   * Returns what the order took. Before its placing came, leaves a tombstone that makes the placing
   * a no-op; after a shortage there is nothing to return.
   */
  void release(String merchantId, String orderId) {
    retry.whileBusy(
        () -> {
          Optional<Item> effect = effects.find(orderId);
          List<TransactWriteItem> writes = new ArrayList<>();
          if (effect.isEmpty()) {
            writes.add(effects.first(orderId, merchantId, StockState.RELEASED, List.of()));
          } else if (effect.get().text("state").equals(StockState.RESERVED.name())) {
            writes.add(effects.released(orderId));
            effect.get().list("lines").forEach(line -> writes.add(giveBack(merchantId, line)));
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

  private TransactWriteItem giveBack(String merchantId, Item line) {
    return effects.giveBack(StockStore.id(merchantId, line.text("sku")), line.number("quantity"));
  }
}
