package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;

final class NeededPermissionsTest {

  @Test
  void a_transaction_needs_what_each_of_its_items_would_need_alone() {
    assertThat(
            needed(
                "transactWriteItems",
                TransactWriteItemsRequest.builder()
                    .transactItems(
                        item(i -> i.put(put -> put.tableName("a-b-orders"))),
                        item(i -> i.update(update -> update.tableName("a-b-outbox"))),
                        item(i -> i.delete(delete -> delete.tableName("a-b-stock"))),
                        item(i -> i.conditionCheck(check -> check.tableName("a-b-keys"))))
                    .build()))
        .containsExactly(
            "F: dynamodb:PutItem on OrdersTable.Arn",
            "F: dynamodb:UpdateItem on OutboxTable.Arn",
            "F: dynamodb:DeleteItem on StockTable.Arn",
            "F: dynamodb:ConditionCheckItem on KeysTable.Arn");
  }

  @Test
  void a_batch_needs_its_action_on_each_of_its_tables() {
    KeysAndAttributes keys = KeysAndAttributes.builder().build();
    assertThat(
            needed(
                "batchGetItem",
                BatchGetItemRequest.builder()
                    .requestItems(Map.of("s-orders", keys, "s-points", keys))
                    .build()))
        .containsExactlyInAnyOrder(
            "F: dynamodb:BatchGetItem on OrdersTable.Arn",
            "F: dynamodb:BatchGetItem on PointsTable.Arn");
    assertThat(
            needed(
                "batchWriteItem",
                BatchWriteItemRequest.builder()
                    .requestItems(Map.of("s-orders", List.of(), "s-points", List.of()))
                    .build()))
        .containsExactlyInAnyOrder(
            "F: dynamodb:BatchWriteItem on OrdersTable.Arn",
            "F: dynamodb:BatchWriteItem on PointsTable.Arn");
  }

  @Test
  void a_statement_needs_the_action_of_its_verb() {
    assertThat(
            needed(
                "batchExecuteStatement",
                BatchExecuteStatementRequest.builder()
                    .statements(
                        statement("UPDATE \"s-outbox\" SET a = 1"),
                        statement("DELETE FROM \"s-outbox\""))
                    .build()))
        .containsExactly(
            "F: dynamodb:PartiQLUpdate on OutboxTable.Arn",
            "F: dynamodb:PartiQLDelete on what DELETE FROM \"s-outbox\" names");
  }

  @Test
  void an_index_is_a_resource_of_its_own() {
    QueryRequest table = QueryRequest.builder().tableName("s-deliveries").build();
    assertThat(needed("query", table)).containsExactly("F: dynamodb:Query on DeliveriesTable.Arn");
    assertThat(needed("query", table.toBuilder().indexName("due").build()))
        .containsExactly("F: dynamodb:Query on DeliveriesTable.Arn/index/due");
  }

  @Test
  void a_batch_of_messages_needs_the_action_on_one() {
    String url = "http://localhost:9324/000000000000/s-retry";
    assertThat(needed("sendMessageBatch", SendMessageBatchRequest.builder().queueUrl(url).build()))
        .containsExactly("F: sqs:SendMessage on RetryQueue.Arn");
    assertThat(
            needed(
                "changeMessageVisibility",
                ChangeMessageVisibilityRequest.builder().queueUrl(url + "-dlq").build()))
        .containsExactly("F: sqs:ChangeMessageVisibility on RetryDlq.Arn");
    assertThat(needed("getQueueUrl", GetQueueUrlRequest.builder().queueName("s-order").build()))
        .containsExactly("F: sqs:GetQueueUrl on OrderQueue.Arn");
  }

  @Test
  void what_is_not_of_the_template_is_seen_as_that() {
    assertThat(needed("scan", ScanRequest.builder().tableName("s-carts").build()))
        .containsExactly("F: dynamodb:Scan on s-carts, which the template does not make");
  }

  private static List<String> needed(String operation, SdkRequest request) {
    return NeededPermissions.of("F", operation, request).map(Permission::toString).toList();
  }

  private static TransactWriteItem item(Consumer<TransactWriteItem.Builder> part) {
    TransactWriteItem.Builder item = TransactWriteItem.builder();
    part.accept(item);
    return item.build();
  }

  private static BatchStatementRequest statement(String text) {
    return BatchStatementRequest.builder().statement(text).build();
  }
}
