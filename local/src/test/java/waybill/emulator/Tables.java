package waybill.emulator;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** The tables that all probes share: each has a partition of its own. */
final class Tables {

  static final String INDEXED = "probes";
  static final String INDEX = "due";

  /** Apart from the other, so that no reader of it has to pass the large items there. */
  static final String STREAMED = "probes-streamed";

  private Tables() {}

  static void create(DynamoDbClient dynamo) {
    dynamo.createTable(
        table(INDEXED)
            .attributeDefinitions(text("p"), text("s"), text("dueShard"), number("dueAt"))
            .globalSecondaryIndexes(index())
            .build());
    createStreamed(dynamo, STREAMED);
  }

  static void createStreamed(DynamoDbClient dynamo, String name) {
    dynamo.createTable(
        table(name)
            .attributeDefinitions(text("p"), text("s"))
            .streamSpecification(
                stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE))
            .build());
  }

  private static CreateTableRequest.Builder table(String name) {
    return CreateTableRequest.builder()
        .tableName(name)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .keySchema(key("p", KeyType.HASH), key("s", KeyType.RANGE));
  }

  /** In the shape of the deliveries table's: sparse, by number, with few attributes. */
  private static GlobalSecondaryIndex index() {
    return GlobalSecondaryIndex.builder()
        .indexName(INDEX)
        .keySchema(key("dueShard", KeyType.HASH), key("dueAt", KeyType.RANGE))
        .projection(p -> p.projectionType(ProjectionType.INCLUDE).nonKeyAttributes("attempt"))
        .build();
  }

  private static KeySchemaElement key(String attribute, KeyType type) {
    return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
  }

  private static AttributeDefinition text(String name) {
    return definition(name, ScalarAttributeType.S);
  }

  private static AttributeDefinition number(String name) {
    return definition(name, ScalarAttributeType.N);
  }

  private static AttributeDefinition definition(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }
}
