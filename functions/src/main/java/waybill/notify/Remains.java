package waybill.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Table;

/**
 * Deliveries of a deleted endpoint, with their markers and its gate: they go with its tombstone,
 * when nobody can look for them any more. Until the last of them is gone a row of its own says so,
 * in the due index, so that a removal that crashes is taken up.
 */
final class Remains {

  /** Limit of BatchWriteItem. */
  private static final int ROWS_PER_WRITE_MAX = 25;

  /** A partition takes 1,000 write units a second, and a row with its index entry costs up to 3. */
  static final int ROWS_PER_SECOND_MAX = 250;

  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final Platform platform;
  private final Retry retry;
  private final Rows rows;
  private final Timers timers;
  private final String table;

  Remains(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.timers = new Timers(platform);
    this.table = platform.table(Table.DELIVERIES);
  }

  /** A step of the endpoint's deletion. */
  TransactWriteItem goAt(Instant time, String merchantId, String endpointId) {
    Item row =
        DeliveryItem.remainsKey(endpointId)
            .with("merchantId", merchantId)
            .with("round", 0)
            .with("attempt", 0)
            .with("nextAttemptAt", time.toEpochMilli())
            .with("dueAt", time.toEpochMilli())
            .with("dueShard", DeliveryItem.dueShard(endpointId, Timer.REMAINS));
    return TransactWriteItem.builder()
        .put(put -> put.tableName(table).item(row.attributes()))
        .build();
  }

  /** A second's worth of rows; the same timer comes again for the rest. */
  void removeBy(Timer timer) {
    if (!isTime(timer.endpointId())) {
      return;
    }
    List<Map<String, AttributeValue>> keys = keys(timer.endpointId());
    boolean isAll = keys.size() < ROWS_PER_SECOND_MAX;
    for (int from = 0; from < keys.size(); from += ROWS_PER_WRITE_MAX) {
      isAll &= remove(keys.subList(from, Math.min(from + ROWS_PER_WRITE_MAX, keys.size())));
    }
    if (isAll) {
      Item last = DeliveryItem.remainsKey(timer.endpointId());
      retry.whileBusy(
          () -> platform.dynamo().deleteItem(r -> r.tableName(table).key(last.attributes())));
    } else {
      timers.send(timer, A_SECOND);
    }
  }

  /** Not when it is over, or by a timer that nobody sent for it. */
  private boolean isTime(String endpointId) {
    Optional<Item> row = rows.find(Table.DELIVERIES, DeliveryItem.remainsKey(endpointId));
    long now = platform.time().now().toEpochMilli();
    return row.filter(found -> found.number("nextAttemptAt") <= now).isPresent();
  }

  /** Of the next to go, without the row that says so. */
  private List<Map<String, AttributeValue>> keys(String endpointId) {
    AttributeValue itself = AttributeValue.fromS(DeliveryItem.remainsKey(endpointId).text("seq"));
    return retry
        .whileBusy(
            () ->
                platform
                    .dynamo()
                    .query(
                        request ->
                            request
                                .tableName(table)
                                .consistentRead(true)
                                .limit(ROWS_PER_SECOND_MAX + 1)
                                .keyConditionExpression("endpointId = :endpoint")
                                .projectionExpression("endpointId, seq")
                                .expressionAttributeValues(
                                    Map.of(":endpoint", AttributeValue.fromS(endpointId)))))
        .items()
        .stream()
        .filter(key -> !key.get("seq").equals(itself))
        .limit(ROWS_PER_SECOND_MAX)
        .toList();
  }

  /** False when some were left, as after throttling. */
  private boolean remove(List<Map<String, AttributeValue>> keys) {
    List<WriteRequest> writes =
        keys.stream()
            .map(key -> WriteRequest.builder().deleteRequest(delete -> delete.key(key)).build())
            .toList();
    return retry
        .whileBusy(
            () ->
                platform
                    .dynamo()
                    .batchWriteItem(request -> request.requestItems(Map.of(table, writes))))
        .unprocessedItems()
        .isEmpty();
  }
}
