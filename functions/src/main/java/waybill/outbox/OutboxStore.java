package waybill.outbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.platform.Cancellation;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Table;
import waybill.platform.Timestamp;

/** The outbox table, seen by those who send. */
public final class OutboxStore {

  private static final String STILL_PENDING = "#status = :pending";

  private static final Logger LOG = LoggerFactory.getLogger(OutboxStore.class);

  private final Platform platform;
  private final String table;

  public OutboxStore(Platform platform) {
    this.platform = platform;
    this.table = platform.table(Table.OUTBOX);
  }

  /**
   * Moves a PENDING row to the BLOCKED partition of its shard, in one transaction. If somebody else
   * marked or moved it first, nothing happens.
   */
  void block(OutboxItem item, Failure failure, Tries tries) {
    String now = Timestamp.of(platform.time().now());
    Item blocked =
        Item.empty()
            .with("bucket", "BLOCKED#" + item.shard())
            .with("messageId", item.messageId())
            .with("type", item.type())
            .with("status", OutboxStatus.BLOCKED.name())
            .with("envelope", item.envelope())
            .with("createdAt", item.createdAt().isEmpty() ? now : item.createdAt())
            .with("attempts", tries.attempts())
            .with("firstErrorAt", tries.since())
            .with("lastErrorAt", now)
            .with("errorClass", failure.errorClass())
            .with("lastError", failure.reason())
            .with("blockedAt", now);
    try {
      TransactWriteItem leave =
          TransactWriteItem.builder()
              .delete(
                  delete ->
                      delete
                          .tableName(table)
                          .key(key(item.bucket(), item.messageId()))
                          .conditionExpression(STILL_PENDING)
                          .expressionAttributeNames(Map.of("#status", "status"))
                          .expressionAttributeValues(
                              Map.of(":pending", Item.text(OutboxStatus.PENDING))))
              .build();
      TransactWriteItem arrive =
          TransactWriteItem.builder()
              .put(put -> put.tableName(table).item(blocked.attributes()))
              .build();
      platform.dynamo().transactWriteItems(request -> request.transactItems(leave, arrive));
      LOG.error("message {} is BLOCKED: {}", item.messageId(), failure);
    } catch (TransactionCanceledException e) {
      if (!Cancellation.of(e).conditionFailedAt(0)) {
        throw e;
      }
    }
  }

  /** How many rows of a shard are BLOCKED, or at least so many: one page is read. */
  public int blocked(int shard) {
    return platform
        .dynamo()
        .query(
            request ->
                request
                    .tableName(table)
                    .select(Select.COUNT)
                    .keyConditionExpression("#bucket = :bucket")
                    .expressionAttributeNames(Map.of("#bucket", "bucket"))
                    .expressionAttributeValues(
                        Map.of(":bucket", AttributeValue.fromS("BLOCKED#" + shard))))
        .count();
  }

  /** PENDING rows of one bucket, and where the next page begins; none at the bucket's end. */
  public record Page(List<OutboxItem> pending, Optional<String> after) {}

  /**
   * Reads at most {@code limit} rows of a bucket, consistently, after a message id if one is given.
   */
  public Page pending(String bucket, Optional<String> after, int limit) {
    QueryResponse page =
        platform
            .dynamo()
            .query(
                request ->
                    request
                        .tableName(table)
                        .consistentRead(true)
                        .limit(limit)
                        .keyConditionExpression("#bucket = :bucket")
                        .filterExpression(STILL_PENDING)
                        .expressionAttributeNames(Map.of("#bucket", "bucket", "#status", "status"))
                        .expressionAttributeValues(
                            Map.of(
                                ":bucket", AttributeValue.fromS(bucket),
                                ":pending", Item.text(OutboxStatus.PENDING)))
                        .exclusiveStartKey(after.map(id -> key(bucket, id)).orElse(null)));
    return new Page(
        page.items().stream().map(row -> OutboxItem.of(Item.of(row))).toList(),
        Item.found(page.lastEvaluatedKey()).map(last -> last.text("messageId")));
  }

  private static Map<String, AttributeValue> key(String bucket, String messageId) {
    return Map.of(
        "bucket", AttributeValue.fromS(bucket), "messageId", AttributeValue.fromS(messageId));
  }
}
