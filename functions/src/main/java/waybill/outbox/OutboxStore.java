package waybill.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.platform.Cancellation;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Table;
import waybill.platform.Timestamp;

/** The outbox table, seen by those who send. */
public final class OutboxStore {

  /** Limit of BatchExecuteStatement. */
  private static final int MARKS_PER_CALL_MAX = 25;

  /** Longer than any queue or dead-letter queue keeps a copy, so that a copy finds its row. */
  private static final Duration SENT_KEPT = Duration.ofDays(21);

  private static final String STILL_PENDING = "#status = :pending";

  private static final Logger LOG = LoggerFactory.getLogger(OutboxStore.class);

  private final Platform platform;
  private final String table;
  private final String markSent;

  public OutboxStore(Platform platform) {
    this.platform = platform;
    this.table = platform.table(Table.OUTBOX);
    this.markSent =
        "UPDATE \""
            + table
            + "\" SET \"status\"='SENT' SET sentAt=? SET sentBy=? SET expiresAt=?"
            + " WHERE \"bucket\"=? AND messageId=? AND \"status\"='PENDING'";
  }

  /**
   * Marks rows SENT if they are still PENDING: 25 independent writes a call, not a transaction. A
   * row that somebody else marked or moved is left as it is, and never brought back.
   *
   * @return how many marks failed; those rows stay PENDING and are sent again
   */
  int markSent(List<OutboxItem> items, SentBy by) {
    int failed = 0;
    for (int from = 0; from < items.size(); from += MARKS_PER_CALL_MAX) {
      List<OutboxItem> call =
          items.subList(from, Math.min(from + MARKS_PER_CALL_MAX, items.size()));
      List<BatchStatementRequest> statements = call.stream().map(item -> mark(item, by)).toList();
      try {
        failed +=
            (int)
                platform
                    .dynamo()
                    .batchExecuteStatement(request -> request.statements(statements))
                    .responses()
                    .stream()
                    .filter(OutboxStore::isFailedMark)
                    .count();
      } catch (SdkException e) {
        LOG.warn("{} messages were sent and not marked: {}", call.size(), e.getMessage());
        failed += call.size();
      }
    }
    return failed;
  }

  private BatchStatementRequest mark(OutboxItem item, SentBy by) {
    Instant now = platform.time().now();
    return BatchStatementRequest.builder()
        .statement(markSent)
        .parameters(
            AttributeValue.fromS(Timestamp.of(now)),
            AttributeValue.fromS(by.name().toLowerCase(Locale.ROOT)),
            Item.number(now.plus(SENT_KEPT).getEpochSecond()),
            AttributeValue.fromS(item.bucket()),
            AttributeValue.fromS(item.messageId()))
        .build();
  }

  /** A condition that failed is no failure: somebody else marked or moved the row. */
  private static boolean isFailedMark(BatchStatementResponse answer) {
    if (answer.error() == null
        || answer.error().code() == BatchStatementErrorCodeEnum.CONDITIONAL_CHECK_FAILED) {
      return false;
    }
    LOG.warn("a sent message was not marked: {}", answer.error().message());
    return true;
  }

  /**
   * Moves a PENDING row to the BLOCKED partition of its shard, in one transaction. If somebody else
   * marked or moved it first, nothing happens.
   */
  void block(OutboxItem item, String reason) {
    Item blocked =
        Item.empty()
            .with("bucket", "BLOCKED#" + item.shard())
            .with("messageId", item.messageId())
            .with("type", item.type())
            .with("status", OutboxStatus.BLOCKED.name())
            .with("envelope", item.envelope())
            .with("createdAt", item.createdAt())
            .with("lastError", reason)
            .with("blockedAt", Timestamp.of(platform.time().now()));
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
      LOG.error("message {} is BLOCKED: {}", item.messageId(), reason);
    } catch (TransactionCanceledException e) {
      if (!Cancellation.of(e).conditionFailedAt(0)) {
        throw e;
      }
    }
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
        page.items().stream().map(row -> item(Item.of(row))).toList(),
        Item.found(page.lastEvaluatedKey()).map(last -> last.text("messageId")));
  }

  private static OutboxItem item(Item row) {
    return new OutboxItem(
        row.text("bucket"),
        row.text("messageId"),
        row.text("type"),
        row.text("envelope"),
        row.text("createdAt"));
  }

  private static Map<String, AttributeValue> key(String bucket, String messageId) {
    return Map.of(
        "bucket", AttributeValue.fromS(bucket), "messageId", AttributeValue.fromS(messageId));
  }
}
