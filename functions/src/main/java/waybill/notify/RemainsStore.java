package waybill.notify;

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
 * Rows of a deleted endpoint in the deliveries table. Until the last of them is gone a row of its
 * own says that they are to go, in the due index.
 */
final class RemainsStore {

  /** Limit of BatchWriteItem. */
  private static final int ROWS_PER_WRITE_MAX = 25;

  private final Platform platform;
  private final Retry retry;
  private final Rows rows;
  private final String table;

  RemainsStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
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

  /** Not before their time, and not once they have gone. */
  boolean areToGo(String endpointId, Instant now) {
    Optional<Item> row = rows.find(Table.DELIVERIES, DeliveryItem.remainsKey(endpointId));
    return row.filter(found -> found.number("nextAttemptAt") <= now.toEpochMilli()).isPresent();
  }

  /** Removes so many; true when there are no more, and then the row that says so is gone too. */
  boolean remove(String endpointId, int count) {
    List<Map<String, AttributeValue>> keys = keys(endpointId, count);
    boolean isAll = keys.size() < count;
    for (int from = 0; from < keys.size(); from += ROWS_PER_WRITE_MAX) {
      isAll &= remove(keys.subList(from, Math.min(from + ROWS_PER_WRITE_MAX, keys.size())));
    }
    if (isAll) {
      Item last = DeliveryItem.remainsKey(endpointId);
      retry.whileBusy(
          () -> platform.dynamo().deleteItem(r -> r.tableName(table).key(last.attributes())));
    }
    return isAll;
  }

  /** Of the next to go, without the row that says so. */
  private List<Map<String, AttributeValue>> keys(String endpointId, int count) {
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
                                .limit(count + 1)
                                .keyConditionExpression("endpointId = :endpoint")
                                .projectionExpression("endpointId, seq")
                                .expressionAttributeValues(
                                    Map.of(":endpoint", AttributeValue.fromS(endpointId)))))
        .items()
        .stream()
        .filter(key -> !key.get("seq").equals(itself))
        .limit(count)
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
