package waybill.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Table;

/** The counters of a merchant's stock. */
final class StockStore {

  private static final String EXISTS = "attribute_exists(id)";

  /** A repeated write must not undo what orders took after the first. */
  private static final String NOT_SET_YET = "(attribute_not_exists(setId) OR setId <> :setId)";

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
    String setId = platform.ids().next("set_");
    UpdateItemRequest request = request(merchantId, sku, available, expected, setId);
    return retry.whileBusy(
        () -> {
          try {
            platform.dynamo().updateItem(request);
            return true;
          } catch (ConditionalCheckFailedException e) {
            // Ours, whose answer was lost; orders may have taken of it since, so it stays.
            return Item.of(e.item()).textIfAny("setId").filter(setId::equals).isPresent();
          }
        });
  }

  private UpdateItemRequest request(
      String merchantId, String sku, long available, Optional<List<Long>> expected, String setId) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":available", Item.number(available));
    values.put(":none", Item.number(0));
    values.put(":setId", AttributeValue.fromS(setId));
    List<String> conditions = new ArrayList<>(List.of(NOT_SET_YET));
    if (expected.isPresent() && expected.get().isEmpty()) {
      conditions.add(EXISTS);
    } else if (expected.isPresent()) {
      List<String> names = new ArrayList<>();
      for (long each : expected.get()) {
        String name = ":expected" + names.size();
        names.add(name);
        values.put(name, Item.number(each));
      }
      conditions.add("available IN (" + String.join(", ", names) + ")");
    }
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(key(merchantId, sku))
        .updateExpression("SET available = :available, setId = :setId ADD taken :none")
        .conditionExpression(String.join(" AND ", conditions))
        .expressionAttributeValues(values)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private static Map<String, AttributeValue> key(String merchantId, String sku) {
    return Map.of("id", AttributeValue.fromS(id(merchantId, sku)));
  }
}
