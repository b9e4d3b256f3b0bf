package waybill.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Table;

/** The counters of a merchant's stock. */
final class StockStore {

  private static final String EXISTS = "attribute_exists(id)";

  private final Platform platform;
  private final Retry retry;
  private final Rows rows;
  private final String table;

  StockStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.table = platform.table(Table.STOCK);
  }

  static String id(String merchantId, String sku) {
    return "s#" + merchantId + "#" + sku;
  }

  Optional<Long> available(String merchantId, String sku) {
    return rows.find(Table.STOCK, Item.of(key(merchantId, sku)))
        .map(item -> item.number("available"));
  }

  /**
   * Sets what is available, whatever it was; what orders have taken stays as it is. With {@code
   * expected} only if it is one of these, with an empty list only if the SKU is known; false if
   * not.
   */
  boolean set(String merchantId, String sku, long available, Optional<List<Long>> expected) {
    UpdateItemRequest request = request(merchantId, sku, available, expected);
    return retry.whileBusy(
        () -> {
          try {
            platform.dynamo().updateItem(request);
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  private UpdateItemRequest request(
      String merchantId, String sku, long available, Optional<List<Long>> expected) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":available", Item.number(available));
    values.put(":none", Item.number(0));
    UpdateItemRequest.Builder request =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(key(merchantId, sku))
            .updateExpression("SET available = :available ADD taken :none");
    if (expected.isPresent() && expected.get().isEmpty()) {
      request.conditionExpression(EXISTS);
    } else if (expected.isPresent()) {
      for (int i = 0; i < expected.get().size(); i++) {
        values.put(":expected" + i, Item.number(expected.get().get(i)));
      }
      List<String> names = values.keySet().stream().filter(n -> n.startsWith(":expected")).toList();
      request.conditionExpression("available IN (" + String.join(", ", names) + ")");
    }
    return request.expressionAttributeValues(values).build();
  }

  private static Map<String, AttributeValue> key(String merchantId, String sku) {
    return Map.of("id", AttributeValue.fromS(id(merchantId, sku)));
  }
}
