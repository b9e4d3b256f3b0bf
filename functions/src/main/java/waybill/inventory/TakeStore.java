package waybill.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.message.Envelope;
import waybill.message.OrderPlaced;
import waybill.message.StockRejected;
import waybill.outbox.Outbox;
import waybill.platform.Cancellation;
import waybill.platform.Joint;
import waybill.platform.Metric;
import waybill.platform.Platform;
import waybill.platform.Retry;

/** Takes the stock of orders, those of the same SKUs together. */
final class TakeStore {

  private static final int SHORT_SKUS_NAMED_MAX = 3;

  private final Platform platform;
  private final Outbox outbox;
  private final Retry retry;
  private final EffectStore effects;

  TakeStore(Platform platform) {
    this.platform = platform;
    this.outbox = new Outbox(platform);
    this.retry = new Retry(platform);
    this.effects = new EffectStore(platform);
  }

  /** Orders that take of the same SKUs together; everything else alone. */
  List<List<Envelope>> groups(List<Envelope> messages) {
    return Joint.groups(messages, TakeStore::share);
  }

  /**
   * Takes every line of these orders in one transaction, or nothing, and answers with the orders
   * that are left, in smaller groups. Of a single order none is left: all its lines are taken, or
   * none and that is told, or it has an effect already.
   */
  List<List<Envelope>> take(List<Envelope> placed) {
    Joint<Envelope> joint = Joint.of(placed, TakeStore::share);
    return retry.whileBusy(
        () -> {
          try {
            write(joint.items(this::reserved, effects::take));
            return List.of();
          } catch (TransactionCanceledException e) {
            Cancellation why = Cancellation.of(e);
            Optional<List<List<Envelope>>> left = joint.left(why);
            Set<String> refused = joint.refused(why);
            platform.metrics().count(Metric.DUPLICATES_SUPPRESSED, joint.alreadyDone(why));
            if (left.isEmpty() && refused.isEmpty()) {
              throw e;
            }
            if (left.isEmpty()) {
              reject(placed.get(0), refused);
            }
            return left.orElse(List.of());
          }
        });
  }

  /** The shortage and its stock.rejected, unless the order got an effect meanwhile. */
  private void reject(Envelope placed, Set<String> refused) {
    OrderPlaced order = (OrderPlaced) placed.message();
    String merchantId = placed.merchantId();
    List<String> shortSkus =
        order.lines().stream()
            .map(OrderPlaced.Line::sku)
            .filter(sku -> refused.contains(StockStore.id(merchantId, sku)))
            .limit(SHORT_SKUS_NAMED_MAX)
            .toList();
    StockRejected message =
        new StockRejected(order.orderId(), "not enough stock of " + String.join(", ", shortSkus));
    Envelope rejected = outbox.envelope(merchantId, placed.traceparent(), message);
    try {
      write(
          List.of(
              effects.first(order.orderId(), merchantId, StockState.REJECTED, List.of()),
              outbox.put(rejected)));
      platform.metrics().put(Metric.STOCK_REJECTIONS, 1);
    } catch (TransactionCanceledException e) {
      Cancellation why = Cancellation.of(e);
      if (why.isContention() || !why.conditionFailedAt(0)) {
        throw e;
      }
    }
  }

  private TransactWriteItem reserved(Envelope placed) {
    OrderPlaced order = (OrderPlaced) placed.message();
    return effects.first(order.orderId(), placed.merchantId(), StockState.RESERVED, order.lines());
  }

  private void write(List<TransactWriteItem> items) {
    platform.dynamo().transactWriteItems(request -> request.transactItems(items));
  }

  private static Joint.Share share(Envelope envelope) {
    Map<String, Long> quantities = new HashMap<>();
    if (envelope.message() instanceof OrderPlaced order) {
      for (OrderPlaced.Line line : order.lines()) {
        String stockId = StockStore.id(envelope.merchantId(), line.sku());
        quantities.merge(stockId, (long) line.quantity(), Long::sum);
      }
    }
    return new Joint.Share(EffectStore.id(envelope.message().orderId()), quantities);
  }
}
