package waybill.local.provision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import waybill.local.template.TableSpec;

/** The template's tables in DynamoDB's words, to be made and to be compared. */
final class TableShape {

  /** The view that holds every other's images. */
  private static final String BOTH_IMAGES = "NEW_AND_OLD_IMAGES";

  private TableShape() {}

  static CreateTableRequest request(TableSpec table) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(attributes(table))
            .keySchema(schema(table.key()));
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(table.indexes().stream().map(TableShape::index).toList());
    }
    table.streamView().ifPresent(view -> request.streamSpecification(stream(view)));
    return request.build();
  }

  static StreamSpecification stream(String view) {
    return StreamSpecification.builder().streamEnabled(true).streamViewType(view).build();
  }

  /** What stands in the way of using a table that is there, if anything does. */
  static Optional<String> difference(TableSpec wanted, TableDescription actual) {
    Map<String, String> types =
        actual.attributeDefinitions().stream()
            .collect(
                Collectors.toMap(
                    AttributeDefinition::attributeName,
                    AttributeDefinition::attributeTypeAsString));
    if (!text(actual.keySchema(), types).equals(text(wanted, wanted.key()))) {
      return Optional.of(
          "has the key "
              + text(actual.keySchema(), types)
              + ", and the template says "
              + text(wanted, wanted.key()));
    }
    Map<String, GlobalSecondaryIndexDescription> indexes =
        actual.globalSecondaryIndexes().stream()
            .collect(Collectors.toMap(i -> i.indexName(), Function.identity()));
    for (TableSpec.Index index : wanted.indexes()) {
      GlobalSecondaryIndexDescription there = indexes.get(index.name());
      if (there == null) {
        return Optional.of("has no index " + index.name());
      }
      if (!text(there.keySchema(), types).equals(text(wanted, index.key()))) {
        return Optional.of(
            "has an index "
                + index.name()
                + " with the key "
                + text(there.keySchema(), types)
                + ", and the template says "
                + text(wanted, index.key()));
      }
    }
    return streamDifference(wanted, actual);
  }

  static boolean hasStream(TableDescription actual) {
    StreamSpecification stream = actual.streamSpecification();
    return stream != null && Boolean.TRUE.equals(stream.streamEnabled());
  }

  private static Optional<String> streamDifference(TableSpec wanted, TableDescription actual) {
    if (wanted.streamView().isEmpty() || !hasStream(actual)) {
      return Optional.empty();
    }
    String view = actual.streamSpecification().streamViewTypeAsString();
    return view.equals(wanted.streamView().get()) || view.equals(BOTH_IMAGES)
        ? Optional.empty()
        : Optional.of(
            "has a stream of " + view + ", and the template says " + wanted.streamView().get());
  }

  private static List<AttributeDefinition> attributes(TableSpec table) {
    return table.attributeTypes().entrySet().stream()
        .map(
            attribute ->
                AttributeDefinition.builder()
                    .attributeName(attribute.getKey())
                    .attributeType(attribute.getValue())
                    .build())
        .toList();
  }

  private static List<KeySchemaElement> schema(TableSpec.Key key) {
    List<KeySchemaElement> schema = new ArrayList<>();
    schema.add(element(key.partition(), KeyType.HASH));
    key.sort().ifPresent(sort -> schema.add(element(sort, KeyType.RANGE)));
    return schema;
  }

  private static KeySchemaElement element(String attribute, KeyType type) {
    return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
  }

  private static GlobalSecondaryIndex index(TableSpec.Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(schema(index.key()))
        .projection(
            projection -> {
              projection.projectionType(index.projection());
              if (!index.nonKeyAttributes().isEmpty()) {
                projection.nonKeyAttributes(index.nonKeyAttributes());
              }
            })
        .build();
  }

  private static String text(TableSpec table, TableSpec.Key key) {
    return text(schema(key), new HashMap<>(table.attributeTypes()));
  }

  /** Such as {@code (merchantId S, endpointId S)}, the partition key first. */
  private static String text(List<KeySchemaElement> schema, Map<String, String> types) {
    return schema.stream()
        .sorted((a, b) -> a.keyType().compareTo(b.keyType()))
        .map(element -> element.attributeName() + " " + types.get(element.attributeName()))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
