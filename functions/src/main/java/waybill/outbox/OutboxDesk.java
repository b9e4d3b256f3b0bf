package waybill.outbox;

import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.platform.Cancellation;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Settings;
import waybill.platform.Table;

/**
 * The outbox as its operators use it. What is not BLOCKED is found by reading the whole table:
 * there is no index on status or id, as it would cost every message two more writes.
 */
public final class OutboxDesk {

  private static final String IS_MESSAGE = "attribute_exists(#status) AND ";
  private static final String OF_STATUS = "#status = :status";
  private static final String IS_NEW = "attribute_not_exists(messageId)";

  private final Platform platform;
  private final Retry retry;
  private final Rows rows;
  private final String table;

  public OutboxDesk(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.table = platform.table(Table.OUTBOX);
  }

  /** Looks among the BLOCKED first, and then reads the whole table. */
  public Optional<OutboxRow> find(String messageId) {
    Optional<Item> blocked =
        blockedBuckets()
            .flatMap(bucket -> rows.find(Table.OUTBOX, OutboxRow.key(bucket, messageId)).stream())
            .findFirst();
    return blocked
        .map(OutboxRow::new)
        .or(() -> scan(IS_MESSAGE + "messageId = :value", messageId).findFirst());
  }

  /** Read as far as the caller takes of it; a row that moves meanwhile may be missed. */
  public Stream<OutboxRow> rows(OutboxStatus status) {
    return status == OutboxStatus.BLOCKED
        ? blockedBuckets().flatMap(this::blocked)
        : scan("#status = :value", status.name());
  }

  /** False when it is BLOCKED no more: somebody else moved it. */
  public boolean unblock(OutboxRow row) {
    return makePending(row, OutboxStatus.BLOCKED);
  }

  /**
   * Of a row that is SENT, or PENDING in a minute that nobody looks into. False when it is that no
   * more. Consumers that have seen it already act once.
   */
  public boolean resend(OutboxRow row) {
    return row.status() != OutboxStatus.BLOCKED && makePending(row, row.status());
  }

  /**
   * Out of the one bucket and into the other, or neither. Whoever repeats it after a lost answer
   * finds the row moved and leaves it alone, whatever has become of it since.
   */
  private boolean makePending(OutboxRow row, OutboxStatus from) {
    Item pending = row.pendingAt(platform.time().now());
    TransactWriteItem leave =
        TransactWriteItem.builder()
            .delete(
                delete ->
                    delete
                        .tableName(table)
                        .key(row.key().attributes())
                        .conditionExpression(OF_STATUS)
                        .expressionAttributeNames(Map.of("#status", "status"))
                        .expressionAttributeValues(Map.of(":status", Item.text(from))))
            .build();
    TransactWriteItem enter =
        TransactWriteItem.builder()
            .put(put -> put.tableName(table).item(pending.attributes()).conditionExpression(IS_NEW))
            .build();
    return retry.whileBusy(
        () -> {
          try {
            platform.dynamo().transactWriteItems(request -> request.transactItems(leave, enter));
            return true;
          } catch (TransactionCanceledException e) {
            Cancellation why = Cancellation.of(e);
            if (!why.conditionFailedAt(0) && !why.conditionFailedAt(1)) {
              throw e;
            }
            return isThere(pending);
          }
        });
  }

  /** Whether the row stands by a write of this very call. */
  private boolean isThere(Item pending) {
    Item key = OutboxRow.key(pending.text("bucket"), pending.text("messageId"));
    return rows.find(Table.OUTBOX, key)
        .filter(found -> found.text("createdAt").equals(pending.text("createdAt")))
        .isPresent();
  }

  /** Of every shard there may be, whatever the stack's number of shards is and was. */
  private static Stream<String> blockedBuckets() {
    return IntStream.range(0, Settings.OUTBOX_SHARDS_MAX).mapToObj(OutboxRow::blockedBucket);
  }

  private Stream<OutboxRow> blocked(String bucket) {
    return platform
        .dynamo()
        .queryPaginator(
            request ->
                request
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("#bucket = :bucket")
                    .expressionAttributeNames(Map.of("#bucket", "bucket"))
                    .expressionAttributeValues(Map.of(":bucket", AttributeValue.fromS(bucket))))
        .items()
        .stream()
        .map(row -> new OutboxRow(Item.of(row)));
  }

  private Stream<OutboxRow> scan(String filter, String value) {
    return platform
        .dynamo()
        .scanPaginator(
            request ->
                request
                    .tableName(table)
                    .consistentRead(true)
                    .filterExpression(filter)
                    .expressionAttributeNames(Map.of("#status", "status"))
                    .expressionAttributeValues(Map.of(":value", AttributeValue.fromS(value))))
        .items()
        .stream()
        .map(row -> new OutboxRow(Item.of(row)));
  }
}
