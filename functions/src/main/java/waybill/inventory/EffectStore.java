package waybill.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.message.Envelope;
import waybill.message.OrderPlaced;
import waybill.message.StockRejected;
import waybill.outbox.Outbox;
import waybill.platform.Cancellation;
import waybill.platform.Item;
import waybill.platform.Metric;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Table;
import waybill.platform.Timestamp;
import waybill.platform.Update;

/**
 * What orders did to the stock. The effect record {@code o#orderId} and the counters change in one
 * transaction, conditioned on the record, so that a repeated message finds it and does nothing. A
 * record lives as long as its order.
 */
final class EffectStore {

  private static final String FIRST_EFFECT = "attribute_not_exists(id)";
  private static final String ENOUGH = "available >= :quantity";
  private static final int SHORT_SKUS_NAMED_MAX = 3;

  private final Platform platform;
  private final Outbox outbox;
  private final Retry retry;
  private final Rows rows;
  private final String table;

  EffectStore(Platform platform) {
    this.platform = platform;
    this.outbox = new Outbox(platform);
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.table = platform.table(Table.STOCK);
  }

  /**
   * Takes every line of the order, or none and tells so; does nothing if it has an effect already.
   */
  void take(String merchantId, OrderPlaced order, String traceparent) {
    retry.whileBusy(
        () -> {
          List<TransactWriteItem> writes = new ArrayList<>();
          writes.add(firstEffect(order.orderId(), merchantId, StockState.RESERVED, order.lines()));
          order.lines().forEach(line -> writes.add(take(merchantId, line)));
          try {
            platform.dynamo().transactWriteItems(request -> request.transactItems(writes));
          } catch (TransactionCanceledException e) {
            Cancellation why = Cancellation.of(e);
            if (why.conditionFailedAt(0)) {
              platform.metrics().put(Metric.DUPLICATES_SUPPRESSED, 1);
              return StockState.RESERVED;
            }
            // A shortage is believed only when nothing else disturbed the transaction.
            if (why.isContention() || !why.anyConditionFailed()) {
              throw e;
            }
            reject(merchantId, order, shortage(order, why), traceparent);
          }
          return StockState.RESERVED;
        });
  }

  /**
   * Returns what the order took. Before its placing came, leaves a tombstone that makes the placing
   * a no-op; after a shortage there is nothing to return.
   */
  void release(String merchantId, String orderId) {
    retry.whileBusy(
        () -> {
          Optional<Item> effect = find(orderId);
          List<TransactWriteItem> writes = new ArrayList<>();
          if (effect.isEmpty()) {
            writes.add(firstEffect(orderId, merchantId, StockState.RELEASED, List.of()));
          } else if (effect.get().text("state").equals(StockState.RESERVED.name())) {
            writes.add(release(orderId));
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

  /** The shortage and its stock.rejected, unless the order got an effect meanwhile. */
  private void reject(String merchantId, OrderPlaced order, String reason, String traceparent) {
    Envelope rejected =
        outbox.envelope(merchantId, traceparent, new StockRejected(order.orderId(), reason));
    TransactWriteItem effect =
        firstEffect(order.orderId(), merchantId, StockState.REJECTED, List.of());
    try {
      platform
          .dynamo()
          .transactWriteItems(request -> request.transactItems(effect, outbox.put(rejected)));
      platform.metrics().put(Metric.STOCK_REJECTIONS, 1);
    } catch (TransactionCanceledException e) {
      if (!Cancellation.of(e).conditionFailedAt(0)) {
        throw e;
      }
    }
  }

  private static String shortage(OrderPlaced order, Cancellation why) {
    List<String> shortSkus = new ArrayList<>();
    for (int i = 0; i < order.lines().size(); i++) {
      if (why.conditionFailedAt(i + 1) && shortSkus.size() < SHORT_SKUS_NAMED_MAX) {
        shortSkus.add(order.lines().get(i).sku());
      }
    }
    return "not enough stock of " + String.join(", ", shortSkus);
  }

  private TransactWriteItem firstEffect(
      String orderId, String merchantId, StockState state, List<OrderPlaced.Line> lines) {
    Item effect =
        Item.empty()
            .with("id", effectId(orderId))
            .with("merchantId", merchantId)
            .with("state", state.name())
            .with("at", Timestamp.of(platform.time().now()));
    if (!lines.isEmpty()) {
      effect.with(
          "lines",
          lines.stream()
              .map(l -> Item.empty().with("sku", l.sku()).with("quantity", l.quantity()))
              .toList());
    }
    return TransactWriteItem.builder()
        .put(
            put -> put.tableName(table).item(effect.attributes()).conditionExpression(FIRST_EFFECT))
        .build();
  }

  private TransactWriteItem take(String merchantId, OrderPlaced.Line line) {
    return TransactWriteItem.builder()
        .update(
            change ->
                change
                    .tableName(table)
                    .key(key(StockStore.id(merchantId, line.sku())))
                    .updateExpression("SET available = available - :quantity ADD taken :quantity")
                    .conditionExpression(ENOUGH)
                    .expressionAttributeValues(Map.of(":quantity", Item.number(line.quantity()))))
        .build();
  }

  private TransactWriteItem giveBack(String merchantId, Item line) {
    long quantity = line.number("quantity");
    return TransactWriteItem.builder()
        .update(
            change ->
                change
                    .tableName(table)
                    .key(key(StockStore.id(merchantId, line.text("sku"))))
                    .updateExpression("ADD available :quantity, taken :minus")
                    .expressionAttributeValues(
                        Map.of(
                            ":quantity", Item.number(quantity), ":minus", Item.number(-quantity))))
        .build();
  }

  private TransactWriteItem release(String orderId) {
    return new Update()
        .set("state", StockState.RELEASED.name())
        .set("at", Timestamp.of(platform.time().now()))
        .onlyIf("state", StockState.RESERVED.name())
        .step(table, Item.empty().with("id", effectId(orderId)));
  }

  private Optional<Item> find(String orderId) {
    return rows.find(Table.STOCK, Item.empty().with("id", effectId(orderId)));
  }

  private static String effectId(String orderId) {
    return "o#" + orderId;
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }
}
