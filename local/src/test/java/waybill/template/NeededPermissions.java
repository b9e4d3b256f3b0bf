package waybill.template;

import static waybill.template.TemplateDocument.QUEUE;
import static waybill.template.TemplateDocument.TABLE;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * What IAM asks for when a function makes a call. Most calls are the action of the same name on the
 * one table or queue that they name; a transaction is the actions of its items, a PartiQL statement
 * an action of its own, and a batch of messages the action on one.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
 *
 * <p>A call that this cannot read needs a permission that no policy gives, so that it is seen.
 */
final class NeededPermissions {

  private static final TemplateDocument TEMPLATE = Fact.template();

  /** What physical names end with, and whose they are. */
  private static final Map<String, String> TABLES = namesBySuffix(TABLE, "TableName");

  private static final Map<String, String> QUEUES = namesBySuffix(QUEUE, "QueueName");

  private final String function;

  private NeededPermissions(String function) {
    this.function = function;
  }

  /**
   * @param operation the method of the SDK's client
   */
  static Stream<Permission> of(String function, String operation, SdkRequest request) {
    NeededPermissions needed = new NeededPermissions(function);
    if (request instanceof TransactWriteItemsRequest transaction) {
      return transaction.transactItems().stream().map(needed::inTransaction);
    }
    if (request instanceof BatchExecuteStatementRequest batch) {
      return batch.statements().stream().map(each -> needed.byStatement(each.statement()));
    }
    if (request instanceof BatchGetItemRequest batch) {
      return batch.requestItems().keySet().stream()
          .map(table -> needed.onTable("BatchGetItem", table));
    }
    if (request instanceof BatchWriteItemRequest batch) {
      return batch.requestItems().keySet().stream()
          .map(table -> needed.onTable("BatchWriteItem", table));
    }
    String action = operation.substring(0, 1).toUpperCase(Locale.ROOT) + operation.substring(1);
    return Stream.of(
        request instanceof DynamoDbRequest
            ? needed.onTableOrIndex(action, request)
            : needed.onQueue(action.replaceFirst("Batch$", ""), request));
  }

  private Permission inTransaction(TransactWriteItem item) {
    if (item.put() != null) {
      return onTable("PutItem", item.put().tableName());
    }
    if (item.update() != null) {
      return onTable("UpdateItem", item.update().tableName());
    }
    return item.delete() != null
        ? onTable("DeleteItem", item.delete().tableName())
        : onTable("ConditionCheckItem", item.conditionCheck().tableName());
  }

  /** {@code UPDATE "table" …} is the action PartiQLUpdate. */
  private Permission byStatement(String statement) {
    String[] words = statement.strip().split("\\s+", 3);
    String verb = words[0].substring(0, 1) + words[0].substring(1).toLowerCase(Locale.ROOT);
    return verb.equals("Update")
        ? onTable("PartiQLUpdate", words[1].replace("\"", ""))
        : new Permission(function, "dynamodb:PartiQL" + verb, "what " + statement + " names");
  }

  private Permission onTableOrIndex(String action, SdkRequest request) {
    Permission table =
        onTable(action, request.getValueForField("TableName", String.class).orElse("no table"));
    return request
        .getValueForField("IndexName", String.class)
        .map(
            index -> new Permission(function, table.action(), table.resource() + "/index/" + index))
        .orElse(table);
  }

  private Permission onTable(String action, String physicalName) {
    return new Permission(function, "dynamodb:" + action, arn(TABLES, physicalName));
  }

  private Permission onQueue(String action, SdkRequest request) {
    String name =
        request
            .getValueForField("QueueUrl", String.class)
            .or(() -> request.getValueForField("QueueName", String.class))
            .orElse("no queue");
    return new Permission(
        function, "sqs:" + action, arn(QUEUES, name.substring(name.lastIndexOf('/') + 1)));
  }

  private static Map<String, String> namesBySuffix(String type, String property) {
    return TEMPLATE.named(type).stream()
        .collect(
            Collectors.toMap(
                name ->
                    TEMPLATE
                        .text(TemplateDocument.of(name, property + "/Fn::Sub"))
                        .replace("${AWS::StackName}", ""),
                Function.identity()));
  }

  private static String arn(Map<String, String> named, String physicalName) {
    return named.entrySet().stream()
        .filter(suffix -> physicalName.endsWith(suffix.getKey()))
        .map(suffix -> suffix.getValue() + ".Arn")
        .findFirst()
        .orElse(physicalName + ", which the template does not make");
  }
}
