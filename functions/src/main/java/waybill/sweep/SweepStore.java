package waybill.sweep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import waybill.outbox.OutboxItem;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Table;
import waybill.platform.Timestamp;

/**
 * What the sweeps keep in mind, in a partition of the outbox table of its own: each shard's
 * watermark, and the minutes that it has passed though something in them could not be sent. These
 * rows have no status, so the stream's filter never shows them to the relay.
 */
final class SweepStore {

  private static final String PARTITION = "WATERMARK";
  private static final String ONLY_FORWARD = "attribute_not_exists(#minute) OR #minute < :minute";

  /** 50 MB of them; what is beyond is seen when those before it are done. */
  private static final int PAGES_MAX = 50;

  private final Platform platform;
  private final String table;

  SweepStore(Platform platform) {
    this.platform = platform;
    this.table = platform.table(Table.OUTBOX);
  }

  /**
   * @param watermarks by shard; a shard that is missing was never swept
   * @param leftovers minutes before the watermark in which something is still PENDING, by shard
   */
  record Memory(Map<Integer, Instant> watermarks, Map<Integer, List<Instant>> leftovers) {

    Optional<Instant> watermark(int shard) {
      return Optional.ofNullable(watermarks.get(shard));
    }

    List<Instant> leftoversOf(int shard) {
      return leftovers.getOrDefault(shard, List.of());
    }
  }

  /** All of it, mostly in one read. */
  Memory read() {
    Memory memory = new Memory(new HashMap<>(), new HashMap<>());
    Map<String, AttributeValue> after = null;
    for (int page = 0; page < PAGES_MAX; page++) {
      QueryResponse answer = page(after);
      answer.items().forEach(row -> keep(memory, Item.of(row)));
      if (!answer.hasLastEvaluatedKey() || answer.lastEvaluatedKey().isEmpty()) {
        return memory;
      }
      after = answer.lastEvaluatedKey();
    }
    return memory;
  }

  private QueryResponse page(Map<String, AttributeValue> after) {
    return platform
        .dynamo()
        .query(
            request ->
                request
                    .tableName(table)
                    .consistentRead(true)
                    .exclusiveStartKey(after)
                    .keyConditionExpression("#bucket = :partition")
                    .expressionAttributeNames(Map.of("#bucket", "bucket"))
                    .expressionAttributeValues(
                        Map.of(":partition", AttributeValue.fromS(PARTITION))));
  }

  /** A watermark's row is named for its shard, a leftover's for its bucket. */
  private static void keep(Memory memory, Item row) {
    String[] name = row.text("messageId").split("#");
    int shard = Integer.parseInt(name[0]);
    if (name.length == 1) {
      memory.watermarks().put(shard, Timestamp.parse(row.text("minute")));
    } else {
      memory
          .leftovers()
          .computeIfAbsent(shard, each -> new ArrayList<>())
          .add(OutboxItem.minute(name[1]));
    }
  }

  /** Moves a watermark forward; another sweep that is further already keeps its place. */
  void advance(int shard, Instant minute) {
    try {
      platform
          .dynamo()
          .updateItem(
              request ->
                  request
                      .tableName(table)
                      .key(key(Integer.toString(shard)))
                      .updateExpression("SET #minute = :minute")
                      .conditionExpression(ONLY_FORWARD)
                      .expressionAttributeNames(Map.of("#minute", "minute"))
                      .expressionAttributeValues(
                          Map.of(":minute", AttributeValue.fromS(Timestamp.of(minute)))));
    } catch (ConditionalCheckFailedException e) {
      // The other sweep saw at least as much as this one.
    }
  }

  /** To be written before the watermark passes that minute. */
  void keepInMind(int shard, Instant minute) {
    Item leftover =
        Item.empty().with("bucket", PARTITION).with("messageId", OutboxItem.bucket(shard, minute));
    platform.dynamo().putItem(request -> request.tableName(table).item(leftover.attributes()));
  }

  /** Nothing in that minute is PENDING any more. */
  void forget(int shard, Instant minute) {
    platform
        .dynamo()
        .deleteItem(request -> request.tableName(table).key(key(OutboxItem.bucket(shard, minute))));
  }

  /** That a sweep came to its end, and no shard failed. */
  void heartbeat(Instant now) {
    Item beat =
        Item.empty()
            .with("bucket", "HEARTBEAT")
            .with("messageId", "sweeper")
            .with("at", Timestamp.of(now));
    platform.dynamo().putItem(request -> request.tableName(table).item(beat.attributes()));
  }

  private static Map<String, AttributeValue> key(String name) {
    return Item.empty().with("bucket", PARTITION).with("messageId", name).attributes();
  }
}
