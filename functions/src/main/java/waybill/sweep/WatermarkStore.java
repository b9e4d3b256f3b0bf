package waybill.sweep;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Table;
import waybill.platform.Timestamp;

/**
 * Each shard's watermark, in a partition of the outbox table of its own. Its rows have no status,
 * so the stream's filter never shows them to the relay.
 */
final class WatermarkStore {

  private static final String PARTITION = "WATERMARK";
  private static final String ONLY_FORWARD = "attribute_not_exists(#minute) OR #minute < :minute";

  private final Platform platform;

  WatermarkStore(Platform platform) {
    this.platform = platform;
  }

  /** All shards' watermarks in one read; a shard that is missing was never swept. */
  Map<Integer, Instant> all() {
    Map<Integer, Instant> watermarks = new HashMap<>();
    platform
        .dynamo()
        .query(
            request ->
                request
                    .tableName(platform.table(Table.OUTBOX))
                    .consistentRead(true)
                    .keyConditionExpression("#bucket = :partition")
                    .expressionAttributeNames(Map.of("#bucket", "bucket"))
                    .expressionAttributeValues(
                        Map.of(":partition", AttributeValue.fromS(PARTITION))))
        .items()
        .forEach(
            row -> {
              Item item = Item.of(row);
              watermarks.put(
                  Integer.parseInt(item.text("messageId")), Timestamp.parse(item.text("minute")));
            });
    return watermarks;
  }

  /** Moves a watermark forward; another sweep that is further already keeps its place. */
  void advance(int shard, Instant minute) {
    try {
      platform
          .dynamo()
          .updateItem(
              request ->
                  request
                      .tableName(platform.table(Table.OUTBOX))
                      .key(
                          Map.of(
                              "bucket",
                              AttributeValue.fromS(PARTITION),
                              "messageId",
                              AttributeValue.fromS(Integer.toString(shard))))
                      .updateExpression("SET #minute = :minute")
                      .conditionExpression(ONLY_FORWARD)
                      .expressionAttributeNames(Map.of("#minute", "minute"))
                      .expressionAttributeValues(
                          Map.of(":minute", AttributeValue.fromS(Timestamp.of(minute)))));
    } catch (ConditionalCheckFailedException e) {
      // The other sweep saw at least as much as this one.
    }
  }
}
