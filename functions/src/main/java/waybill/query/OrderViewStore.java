package waybill.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import waybill.platform.BatchRead;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Table;

/** Reads orders together with their effects, consistently per item. */
public final class OrderViewStore {

  static final String LISTING_INDEX = "by-merchant";

  private final Platform platform;
  private final BatchRead read;
  private final Retry retry;

  public OrderViewStore(Platform platform) {
    this.platform = platform;
    this.read = new BatchRead(platform);
    this.retry = new Retry(platform);
  }

  /** A page of a merchant's orders, newest first, and where the next one begins. */
  record Page(List<OrderView> items, Optional<OrderCursor> next) {}

  public Optional<OrderView> find(String merchantId, String orderId) {
    return views(List.of(orderId)).stream()
        .filter(order -> order.merchantId().equals(merchantId))
        .findFirst();
  }

  /**
   * The index is eventually consistent: an order placed a moment ago may be missing from the
   * listing, while {@link #find} sees it.
   */
  Page list(String merchantId, int limit, Optional<OrderCursor> after) {
    QueryResponse answer =
        retry.whileBusy(
            () ->
                platform
                    .dynamo()
                    .query(
                        request ->
                            request
                                .tableName(platform.table(Table.ORDERS))
                                .indexName(LISTING_INDEX)
                                .keyConditionExpression("merchantId = :merchant")
                                .expressionAttributeValues(
                                    Map.of(":merchant", AttributeValue.fromS(merchantId)))
                                .scanIndexForward(false)
                                // One more than asked for tells whether there is a next page.
                                .limit(limit + 1)
                                .exclusiveStartKey(
                                    after.map(c -> c.key(merchantId).attributes()).orElse(null))));
    List<Item> found = answer.items().stream().map(Item::of).toList();
    List<Item> page = found.subList(0, Math.min(limit, found.size()));
    Optional<OrderCursor> next =
        found.size() > limit
            ? Optional.of(OrderCursor.after(page.get(page.size() - 1)))
            : Optional.empty();
    return new Page(views(page.stream().map(order -> order.text("orderId")).toList()), next);
  }

  private List<OrderView> views(List<String> orderIds) {
    List<BatchRead.Key> keys = new ArrayList<>();
    for (String orderId : orderIds) {
      keys.add(new BatchRead.Key(Table.ORDERS, "orderId", orderId));
      keys.add(new BatchRead.Key(Table.STOCK, "id", "o#" + orderId));
      keys.add(new BatchRead.Key(Table.POINTS, "id", "o#" + orderId));
    }
    Map<BatchRead.Key, Item> items = new HashMap<>(read.consistent(keys));
    List<OrderView> views = new ArrayList<>();
    for (int i = 0; i < keys.size(); i += 3) {
      Item order = items.get(keys.get(i));
      if (order != null) {
        views.add(
            OrderView.of(
                order,
                Optional.ofNullable(items.get(keys.get(i + 1))),
                Optional.ofNullable(items.get(keys.get(i + 2)))));
      }
    }
    return views;
  }
}
