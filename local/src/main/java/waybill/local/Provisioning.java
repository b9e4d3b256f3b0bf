package waybill.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import waybill.local.template.QueueSpec;
import waybill.local.template.TableSpec;

/**
 * Makes the template's tables and queues where they are missing. What is there stays as it is, but
 * for a queue's attributes. A table whose keys differ from the template's is not noticed here.
 */
final class Provisioning {

  private final DynamoDbClient dynamo;
  private final SqsClient sqs;

  Provisioning(DynamoDbClient dynamo, SqsClient sqs) {
    this.dynamo = dynamo;
    this.sqs = sqs;
  }

  void table(TableSpec table) {
    if (exists(table.name())) {
      return;
    }
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(attributes(table))
            .keySchema(schema(table.key()));
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(table.indexes().stream().map(Provisioning::index).toList());
    }
    table
        .streamView()
        .ifPresent(
            view ->
                request.streamSpecification(
                    stream -> stream.streamEnabled(true).streamViewType(view)));
    dynamo.createTable(request.build());
    dynamo.waiter().waitUntilTableExists(describe -> describe.tableName(table.name()));
    table
        .ttlAttribute()
        .ifPresent(
            attribute ->
                dynamo.updateTimeToLive(
                    update ->
                        update
                            .tableName(table.name())
                            .timeToLiveSpecification(
                                ttl -> ttl.attributeName(attribute).enabled(true))));
  }

  /** Dead-letter queues first, as the others name them. */
  Map<String, String> queues(List<QueueSpec> queues) {
    List<QueueSpec> ordered = new ArrayList<>(queues);
    ordered.sort((a, b) -> Boolean.compare(a.redrive().isPresent(), b.redrive().isPresent()));
    Map<String, String> urls = new LinkedHashMap<>();
    for (QueueSpec queue : ordered) {
      urls.put(queue.name(), queue(queue));
    }
    return urls;
  }

  private String queue(QueueSpec queue) {
    Map<QueueAttributeName, String> attributes = queueAttributes(queue);
    try {
      String url = sqs.getQueueUrl(request -> request.queueName(queue.name())).queueUrl();
      sqs.setQueueAttributes(request -> request.queueUrl(url).attributes(attributes));
      return url;
    } catch (QueueDoesNotExistException e) {
      return sqs.createQueue(request -> request.queueName(queue.name()).attributes(attributes))
          .queueUrl();
    }
  }

  private static Map<QueueAttributeName, String> queueAttributes(QueueSpec queue) {
    Map<QueueAttributeName, String> attributes = new LinkedHashMap<>();
    attributes.put(
        QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(queue.visibilityTimeoutSeconds()));
    attributes.put(
        QueueAttributeName.MESSAGE_RETENTION_PERIOD, String.valueOf(queue.retentionSeconds()));
    queue
        .redrive()
        .ifPresent(
            redrive ->
                attributes.put(
                    QueueAttributeName.REDRIVE_POLICY,
                    "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:"
                        + redrive.deadLetterQueue()
                        + "\",\"maxReceiveCount\":"
                        + redrive.receivesMax()
                        + "}"));
    return attributes;
  }

  private boolean exists(String table) {
    try {
      dynamo.describeTable(request -> request.tableName(table));
      return true;
    } catch (ResourceNotFoundException e) {
      return false;
    }
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
}
