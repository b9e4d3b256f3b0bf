package waybill.local.trigger;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How far each function has come in each shard, in a table of the runner's own, so that a restart
 * goes on from there. Shards are told apart by their stream's label too: a table that was made anew
 * may have a new stream with the old one's shard ids.
 */
public final class Checkpoints {

  /** The table's key. */
  public static final String KEY = "id";

  private static final String SEQUENCE = "sequence";
  private static final String FINISHED = "finished";

  private final DynamoDbClient dynamo;
  private final String table;

  public Checkpoints(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /**
   * @param sequence of the last record that is done; none when the shard ended without any
   * @param finished whether the shard has ended and all of it is done
   */
  record Checkpoint(Optional<String> sequence, boolean finished) {}

  /** Whose progress, and where. */
  record Reading(String functionId, String streamArn, String shardId) {

    private Map<String, AttributeValue> key() {
      String label = streamArn.substring(streamArn.lastIndexOf('/') + 1);
      return Map.of(KEY, AttributeValue.fromS(functionId + "#" + label + "#" + shardId));
    }
  }

  Optional<Checkpoint> find(Reading reading) {
    Map<String, AttributeValue> item =
        dynamo
            .getItem(request -> request.tableName(table).key(reading.key()).consistentRead(true))
            .item();
    if (item.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Checkpoint(
            Optional.ofNullable(item.get(SEQUENCE)).map(AttributeValue::s),
            item.get(FINISHED).bool()));
  }

  void save(Reading reading, Checkpoint checkpoint) {
    Map<String, AttributeValue> item = new HashMap<>(reading.key());
    checkpoint.sequence().ifPresent(sequence -> item.put(SEQUENCE, AttributeValue.fromS(sequence)));
    item.put(FINISHED, AttributeValue.fromBool(checkpoint.finished()));
    dynamo.putItem(request -> request.tableName(table).item(item));
  }
}
