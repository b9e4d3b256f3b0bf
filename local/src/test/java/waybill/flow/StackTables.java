package waybill.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A stack's tables, by the last part of their names, read as they are at that moment. */
public record StackTables(DynamoDbClient dynamo, String stack) {

  public List<Map<String, AttributeValue>> rows(String table) {
    return dynamo
        .scanPaginator(scan -> scan.tableName(physical(table)).consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  public Map<String, AttributeValue> item(String table, Map<String, String> key) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    key.forEach((name, value) -> attributes.put(name, AttributeValue.fromS(value)));
    return dynamo
        .getItem(get -> get.tableName(physical(table)).key(attributes).consistentRead(true))
        .item();
  }

  public String physical(String suffix) {
    return stack + "-" + suffix;
  }
}
