package waybill.inventory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import waybill.message.OrderPlaced;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Rows;
import waybill.platform.Table;
import waybill.platform.Timestamp;
import waybill.platform.Update;

/**
 * What orders did to the stock, as steps of a transaction. The effect record {@code o#orderId} and
 * the counters change in one transaction, conditioned on the record, so that a repeated message
 * finds it and does nothing. A record lives as long as its order.
 */
final class EffectStore {

  private static final String FIRST_EFFECT = "attribute_not_exists(id)";
  private static final String ENOUGH = "available >= :quantity";

  private final Platform platform;
  private final Rows rows;
  private final String table;

  EffectStore(Platform platform) {
    this.platform = platform;
    this.rows = new Rows(platform);
    this.table = platform.table(Table.STOCK);
  }

  static String id(String orderId) {
    return "o#" + orderId;
  }

  Optional<Item> find(String orderId) {
    return rows.find(Table.STOCK, Item.empty().with("id", id(orderId)));
  }

  /** The order's record, if it has none. */
  TransactWriteItem first(
      String orderId, String merchantId, StockState state, List<OrderPlaced.Line> lines) {
    Item effect =
        Item.empty()
            .with("id", id(orderId))
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

  /** The order's record, if what it took has not been returned. */
  TransactWriteItem released(String orderId) {
    return new Update()
        .set("state", StockState.RELEASED.name())
        .set("at", Timestamp.of(platform.time().now()))
        .onlyIf("state", StockState.RESERVED.name())
        .step(table, Item.empty().with("id", id(orderId)));
  }

  /** Takes from a SKU, by the id of its row, if there is as much. */
  TransactWriteItem take(String stockId, long quantity) {
    return TransactWriteItem.builder()
        .update(
            change ->
                change
                    .tableName(table)
                    .key(key(stockId))
                    .updateExpression("SET available = available - :quantity ADD taken :quantity")
                    .conditionExpression(ENOUGH)
                    .expressionAttributeValues(Map.of(":quantity", Item.number(quantity))))
        .build();
  }

  TransactWriteItem giveBack(String stockId, long quantity) {
    return TransactWriteItem.builder()
        .update(
            change ->
                change
                    .tableName(table)
                    .key(key(stockId))
                    .updateExpression("ADD available :quantity, taken :minus")
                    .expressionAttributeValues(
                        Map.of(
                            ":quantity", Item.number(quantity), ":minus", Item.number(-quantity))))
        .build();
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }
}
