package waybill.local.provision;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import waybill.local.failure.AwsFailure;
import waybill.local.failure.StartupException;
import waybill.local.template.TableSpec;

/**
 * Writes to a new table until its stream shows it. Some emulators lose what is written in the first
 * second after a stream was made, and others tell of streams that carry nothing. The row has no
 * status that a filter or a sweep looks for, and is removed again.
 */
final class StreamProof {

  static final Duration TIMEOUT = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final AttributeValue PROOF = AttributeValue.fromS("waybill-proves-the-stream");

  private final DynamoDbClient dynamo;
  private final DynamoDbStreamsClient streams;
  private final Duration timeout;

  StreamProof(DynamoDbClient dynamo, DynamoDbStreamsClient streams, Duration timeout) {
    this.dynamo = dynamo;
    this.streams = streams;
    this.timeout = timeout;
  }

  void of(TableSpec table) {
    Map<String, AttributeValue> key = new HashMap<>();
    key.put(table.key().partition(), PROOF);
    table.key().sort().ifPresent(sort -> key.put(sort, PROOF));
    Optional<String> missing = Optional.of("it shows no record");
    long end = System.nanoTime() + timeout.toNanos();
    for (int write = 0; missing.isPresent() && System.nanoTime() < end; write++) {
      Map<String, AttributeValue> row = new HashMap<>(key);
      row.put("write", AttributeValue.fromN(String.valueOf(write)));
      dynamo.putItem(request -> request.tableName(table.name()).item(row));
      Pause.of(PAUSE);
      missing = missing(table.name());
    }
    dynamo.deleteItem(request -> request.tableName(table.name()).key(key));
    if (missing.isPresent()) {
      throw new StartupException(
          "the stream of "
              + table.name()
              + " does not work ("
              + missing.get()
              + " within "
              + timeout.toSeconds()
              + " s of writing), so the relay would see no message: use another emulator, or --down"
              + " OutboxRelay, and the sweeper sends after a minute");
    }
  }

  /** Why the stream is not seen to work; empty when it is. */
  private Optional<String> missing(String table) {
    try {
      Optional<String> arn = new TableStream(table, dynamo, streams).arn();
      if (arn.isEmpty()) {
        return Optional.of("it has no ARN");
      }
      return records(arn.get()) ? Optional.empty() : Optional.of("it shows no record");
    } catch (SdkException e) {
      return Optional.of(AwsFailure.words(e));
    }
  }

  private boolean records(String arn) {
    List<String> shards =
        streams
            .describeStream(request -> request.streamArn(arn))
            .streamDescription()
            .shards()
            .stream()
            .map(shard -> shard.shardId())
            .toList();
    return shards.stream().anyMatch(shard -> records(arn, shard));
  }

  private boolean records(String arn, String shard) {
    String iterator =
        streams
            .getShardIterator(
                request ->
                    request
                        .streamArn(arn)
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    return !streams.getRecords(request -> request.shardIterator(iterator)).records().isEmpty();
  }
}
