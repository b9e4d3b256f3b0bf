package waybill.emulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import waybill.platform.Item;

/** A probe's own partition of the shared table. */
final class Lab {

  private final Emulator emulator;
  private final String id;

  Lab(Emulator emulator, String id) {
    this.emulator = emulator;
    this.id = id;
  }

  Emulator emulator() {
    return emulator;
  }

  String id() {
    return id;
  }

  DynamoDbClient dynamo() {
    return emulator.dynamo();
  }

  /** An item of the probe, or the key of one. */
  Item item(String sort) {
    return Item.empty().with("p", id).with("s", sort);
  }

  void put(Item item) {
    put(item, request -> {});
  }

  void put(Item item, Consumer<PutItemRequest.Builder> more) {
    dynamo()
        .putItem(
            request -> {
              request.tableName(Tables.INDEXED).item(item.attributes());
              more.accept(request);
            });
  }

  /** What the update was asked to return. */
  String update(String sort, Consumer<UpdateItemRequest.Builder> how) {
    return text(
        dynamo()
            .updateItem(
                request -> {
                  request.tableName(Tables.INDEXED).key(item(sort).attributes());
                  how.accept(request);
                })
            .attributes());
  }

  String read(String sort) {
    return text(
        dynamo()
            .getItem(
                request ->
                    request
                        .tableName(Tables.INDEXED)
                        .key(item(sort).attributes())
                        .consistentRead(true))
            .item());
  }

  /** An item without its key, by the names of the attributes; {@code none} when there is none. */
  static String text(Map<String, AttributeValue> item) {
    if (item.isEmpty()) {
      return "none";
    }
    return new TreeMap<>(item)
        .entrySet().stream()
            .filter(attribute -> !attribute.getKey().equals("p") && !attribute.getKey().equals("s"))
            .map(attribute -> attribute.getKey() + "=" + text(attribute.getValue()))
            .collect(Collectors.joining(" ", "{", "}"));
  }

  private static String text(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s();
      case N -> value.n();
      case L -> value.l().stream().map(Lab::text).collect(Collectors.joining(",", "[", "]"));
      case M -> text(value.m());
      default -> value.type().toString();
    };
  }
}
