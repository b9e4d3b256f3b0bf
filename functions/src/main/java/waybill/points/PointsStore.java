package waybill.points;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Rows;
import waybill.platform.Table;
import waybill.platform.Timestamp;
import waybill.platform.Update;

/**
 * Customers' points, and what each order did to them, as steps of a transaction: the balance and
 * the effect record {@code o#orderId} change in one, conditioned on the record.
 */
public final class PointsStore {

  private static final String FIRST_EFFECT = "attribute_not_exists(id)";

  private final Platform platform;
  private final Rows rows;
  private final String table;

  public PointsStore(Platform platform) {
    this.platform = platform;
    this.rows = new Rows(platform);
    this.table = platform.table(Table.POINTS);
  }

  /** 0 for a customer without points. */
  public long balance(String merchantId, String customerId) {
    return find(balanceId(merchantId, customerId)).map(row -> row.number("balance")).orElse(0L);
  }

  static String balanceId(String merchantId, String customerId) {
    return "c#" + merchantId + "#" + customerId;
  }

  static String id(String orderId) {
    return "o#" + orderId;
  }

  Optional<Item> effect(String orderId) {
    return find(id(orderId));
  }

  /** The order's record, if it has none. */
  TransactWriteItem granted(String orderId, String merchantId, String customerId, long points) {
    return first(
        record(orderId, merchantId, PointsState.GRANTED)
            .with("customer", balanceId(merchantId, customerId))
            .with("points", points));
  }

  /** The order's record, if it has none: a grant that comes later finds it and does nothing. */
  TransactWriteItem tombstone(String orderId, String merchantId) {
    return first(record(orderId, merchantId, PointsState.REVERSED));
  }

  /** The order's record, if its points have not been taken back. */
  TransactWriteItem reversed(String orderId) {
    return new Update()
        .set("state", PointsState.REVERSED.name())
        .set("at", Timestamp.of(platform.time().now()))
        .onlyIf("state", PointsState.GRANTED.name())
        .step(table, Item.empty().with("id", id(orderId)));
  }

  TransactWriteItem add(String balanceId, long points) {
    return TransactWriteItem.builder()
        .update(
            change ->
                change
                    .tableName(table)
                    .key(Map.of("id", AttributeValue.fromS(balanceId)))
                    .updateExpression("ADD balance :points")
                    .expressionAttributeValues(Map.of(":points", Item.number(points))))
        .build();
  }

  private Item record(String orderId, String merchantId, PointsState state) {
    return Item.empty()
        .with("id", id(orderId))
        .with("merchantId", merchantId)
        .with("state", state.name())
        .with("at", Timestamp.of(platform.time().now()));
  }

  private TransactWriteItem first(Item effect) {
    return TransactWriteItem.builder()
        .put(
            put -> put.tableName(table).item(effect.attributes()).conditionExpression(FIRST_EFFECT))
        .build();
  }

  private Optional<Item> find(String id) {
    return rows.find(Table.POINTS, Item.empty().with("id", id));
  }
}
