package waybill.points;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.message.OrderPlaced;
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
 * Customers' points, and what each order did to them: the balance and the effect record {@code
 * o#orderId} change in one transaction, conditioned on the record.
 */
public final class PointsStore {

  private static final long MINOR_UNITS_PER_POINT = 100;

  private static final String FIRST_EFFECT = "attribute_not_exists(id)";

  private final Platform platform;
  private final Retry retry;
  private final Rows rows;
  private final String table;

  public PointsStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.table = platform.table(Table.POINTS);
  }

  /** 0 for a customer without points. */
  public long balance(String merchantId, String customerId) {
    return find(customerRow(merchantId, customerId)).map(row -> row.number("balance")).orElse(0L);
  }

  /** Grants the order's points unless it has an effect already. */
  void grant(String merchantId, OrderPlaced order) {
    long points = order.total() / MINOR_UNITS_PER_POINT;
    String customer = customerRow(merchantId, order.customerId());
    retry.whileBusy(
        () -> {
          List<TransactWriteItem> writes = new ArrayList<>();
          Item effect =
              effect(order.orderId(), merchantId, PointsState.GRANTED)
                  .with("customer", customer)
                  .with("points", points);
          writes.add(first(effect));
          if (points > 0) {
            writes.add(add(customer, points));
          }
          try {
            platform.dynamo().transactWriteItems(request -> request.transactItems(writes));
          } catch (TransactionCanceledException e) {
            if (!Cancellation.of(e).conditionFailedAt(0)) {
              throw e;
            }
            platform.metrics().put(Metric.DUPLICATES_SUPPRESSED, 1);
          }
          return order;
        });
  }

  /** Takes back what the order was granted; before the grant came, leaves a tombstone for it. */
  void reverse(String merchantId, String orderId) {
    retry.whileBusy(
        () -> {
          Optional<Item> effect = find(effectId(orderId));
          List<TransactWriteItem> writes = new ArrayList<>();
          if (effect.isEmpty()) {
            writes.add(first(effect(orderId, merchantId, PointsState.REVERSED)));
          } else if (effect.get().text("state").equals(PointsState.GRANTED.name())) {
            writes.add(reverse(orderId));
            long points = effect.get().number("points");
            if (points > 0) {
              writes.add(add(effect.get().text("customer"), -points));
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

  private Item effect(String orderId, String merchantId, PointsState state) {
    return Item.empty()
        .with("id", effectId(orderId))
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

  private TransactWriteItem reverse(String orderId) {
    return new Update()
        .set("state", PointsState.REVERSED.name())
        .set("at", Timestamp.of(platform.time().now()))
        .onlyIf("state", PointsState.GRANTED.name())
        .step(table, Item.empty().with("id", effectId(orderId)));
  }

  private TransactWriteItem add(String customer, long points) {
    return TransactWriteItem.builder()
        .update(
            change ->
                change
                    .tableName(table)
                    .key(key(customer))
                    .updateExpression("ADD balance :points")
                    .expressionAttributeValues(Map.of(":points", Item.number(points))))
        .build();
  }

  private Optional<Item> find(String id) {
    return rows.find(Table.POINTS, Item.empty().with("id", id));
  }

  private static String customerRow(String merchantId, String customerId) {
    return "c#" + merchantId + "#" + customerId;
  }

  private static String effectId(String orderId) {
    return "o#" + orderId;
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }
}
