package waybill.local.provision;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.engine.Endpoints;
import waybill.local.failure.AwsFailure;
import waybill.local.failure.StartupException;
import waybill.local.template.TableSpec;

/** What an endpoint of any maker must be able to do, asked before anything rests on it. */
record Abilities(Endpoints endpoints, Clients clients) {

  /** No row has this key, nor is one made by asking. */
  private static final AttributeValue NOBODY =
      AttributeValue.fromS("waybill-asks-what-this-can-do");

  /** The clients that ask. */
  record Clients(DynamoDbClient dynamo, DynamoDbStreamsClient streams, SqsClient sqs) {}

  void checkServices(boolean withStreams) {
    Contact.check(endpoints.dynamo(), "--endpoint");
    boolean speaksDynamo =
        ask(
            () -> clients.dynamo().listTables(request -> request.limit(1)).hasTableNames(),
            "what answers at --endpoint "
                + endpoints.dynamo()
                + " is no DynamoDB (%s): name an endpoint of an emulator such as LocalStack");
    if (!speaksDynamo) {
      throw new StartupException(
          "what answers at --endpoint "
              + endpoints.dynamo()
              + " is no DynamoDB: it lists no tables");
    }
    checkSqs();
    if (withStreams) {
      ask(
          () -> clients.streams().listStreams(request -> request.limit(1)),
          "--endpoint "
              + endpoints.dynamo()
              + " has no DynamoDB Streams (%s), so the relay would see no message: use another"
              + " emulator, or --down OutboxRelay, and the sweeper sends after a minute");
    }
  }

  private void checkSqs() {
    boolean isElsewhere = !endpoints.sqs().equals(endpoints.dynamo());
    if (isElsewhere) {
      Contact.check(endpoints.sqs(), "--sqs-endpoint");
    }
    ask(
        () -> clients.sqs().listQueues(request -> request.queueNamePrefix("waybill-")),
        isElsewhere
            ? "what answers at --sqs-endpoint " + endpoints.sqs() + " is no SQS (%s)"
            : "--endpoint "
                + endpoints.sqs()
                + " has no SQS (%s): name one with --sqs-endpoint, such as an ElasticMQ's");
  }

  /**
   * Asks for a transaction whose one condition must fail: nothing is written either way. Without
   * conditions, or without a reason for each item, orders and effects would not be exact.
   */
  void checkTransactions(TableSpec table) {
    TransactWriteItem impossible =
        TransactWriteItem.builder()
            .conditionCheck(
                check ->
                    check
                        .tableName(table.name())
                        .key(nobody(table))
                        .conditionExpression("attribute_exists(#key)")
                        .expressionAttributeNames(Map.of("#key", table.key().partition())))
            .build();
    String why;
    try {
      clients.dynamo().transactWriteItems(request -> request.transactItems(impossible));
      why = "it takes a transaction whose condition fails";
    } catch (TransactionCanceledException e) {
      if (e.cancellationReasons().size() == 1
          && "ConditionalCheckFailed".equals(e.cancellationReasons().get(0).code())) {
        return;
      }
      why = "it does not say why it cancels one";
    } catch (DynamoDbException e) {
      why = AwsFailure.words(e);
    }
    throw new StartupException(
        "the DynamoDB at --endpoint "
            + endpoints.dynamo()
            + " has no TransactWriteItems ("
            + why
            + "): an order and its message could not be one; use another emulator");
  }

  /**
   * Whether statements are updated as the outbox marks its rows: an update of a row that is not
   * there must be refused by itself, and make none.
   */
  boolean updatesByStatements(TableSpec table) {
    BatchStatementRequest update =
        BatchStatementRequest.builder()
            .statement(
                "UPDATE \"%s\" SET \"status\"='SENT' SET sentAt=? WHERE \"%s\"=? AND \"status\"='PENDING'"
                    .formatted(table.name(), table.key().partition()))
            .parameters(AttributeValue.fromS("-"), NOBODY)
            .build();
    try {
      return clients
          .dynamo()
          .batchExecuteStatement(request -> request.statements(List.of(update)))
          .responses()
          .stream()
          .allMatch(Abilities::isConditionFailed);
    } catch (DynamoDbException e) {
      return false;
    }
  }

  private static boolean isConditionFailed(BatchStatementResponse answer) {
    return answer.error() != null
        && answer.error().code() == BatchStatementErrorCodeEnum.CONDITIONAL_CHECK_FAILED;
  }

  private static Map<String, AttributeValue> nobody(TableSpec table) {
    return Map.of(table.key().partition(), NOBODY);
  }

  /** {@code otherwise} is what to say when this cannot be asked; %s stands for why. */
  private static <T> T ask(Supplier<T> question, String otherwise) {
    try {
      return question.get();
    } catch (SdkException e) {
      throw new StartupException(otherwise.formatted(AwsFailure.words(e)), e);
    }
  }
}
