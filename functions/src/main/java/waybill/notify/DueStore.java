package waybill.notify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Table;
import waybill.platform.Update;

/** The due index of the deliveries table, for the sweeper. */
public final class DueStore {

  public static final int SHARDS = DeliveryItem.DUE_SHARDS;

  private static final String INDEX = "due";

  private final Platform platform;
  private final Retry retry;
  private final String table;

  public DueStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.table = platform.table(Table.DELIVERIES);
  }

  /**
   * Deliveries and gates of one shard that are due, the longest overdue first. An index lags behind
   * its table: what it shows may be over already.
   */
  public List<DueDelivery> due(int shard, Instant until, int limit) {
    Map<String, AttributeValue> values =
        Map.of(
            ":shard", AttributeValue.fromS(DeliveryItem.dueShard(shard)),
            ":until", Item.number(until.toEpochMilli()));
    return retry
        .whileBusy(
            () ->
                platform
                    .dynamo()
                    .query(
                        request ->
                            request
                                .tableName(table)
                                .indexName(INDEX)
                                .limit(limit)
                                .keyConditionExpression("dueShard = :shard AND dueAt <= :until")
                                .expressionAttributeValues(values)))
        .items()
        .stream()
        .map(row -> read(Item.of(row)))
        .toList();
  }

  /**
   * Takes a due delivery into hand, so that nobody does so again before the time at which {@link
   * Due#lookAgain} looks whether it helped; false when the delivery has moved on by itself.
   */
  public boolean moveDue(DueDelivery due, Instant now) {
    Update update =
        new Update()
            .set("dueAt", Due.lookAgain(now, due.nextAttemptAt()).toEpochMilli())
            .onlyIf("dueAt", due.dueAt().toEpochMilli());
    Item key = DeliveryItem.keyOf(due.endpointId(), due.seq());
    try {
      retry.whileBusy(
          () ->
              platform
                  .dynamo()
                  .updateItem(update.request().tableName(table).key(key.attributes()).build()));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private static DueDelivery read(Item row) {
    return new DueDelivery(
        row.text("merchantId"),
        row.text("endpointId"),
        DeliveryItem.seq(row),
        (int) row.number("round"),
        (int) row.number("attempt"),
        Instant.ofEpochMilli(row.number("nextAttemptAt")),
        Instant.ofEpochMilli(row.number("dueAt")));
  }
}
