package waybill.local.trigger;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import waybill.local.trigger.Checkpoints.Checkpoint;

/** The shards of a stream that may be read: a child only once its parent is done to its end. */
final class Shards {

  private final String functionId;
  private final String streamArn;
  private final DynamoDbStreamsClient streams;
  private final Checkpoints checkpoints;
  private final Map<String, ShardReader> open = new LinkedHashMap<>();
  private final Set<String> finished = new HashSet<>();
  private boolean known;

  Shards(
      String functionId, String streamArn, DynamoDbStreamsClient streams, Checkpoints checkpoints) {
    this.functionId = functionId;
    this.streamArn = streamArn;
    this.streams = streams;
    this.checkpoints = checkpoints;
  }

  List<ShardReader> readable() {
    if (!known) {
      discover();
      known = true;
    }
    return List.copyOf(open.values());
  }

  void done(ShardReader reader, String sequence) {
    checkpoints.save(functionId, reader.shardId(), new Checkpoint(Optional.of(sequence), false));
  }

  /** The shard has ended and all of it is done: now its children may be read. */
  void finish(ShardReader reader) {
    checkpoints.save(functionId, reader.shardId(), new Checkpoint(reader.position(), true));
    open.remove(reader.shardId());
    finished.add(reader.shardId());
    known = false;
  }

  private void discover() {
    Map<String, Shard> shards = new LinkedHashMap<>();
    String last = null;
    do {
      String from = last;
      DescribeStreamResponse page =
          streams.describeStream(
              request -> request.streamArn(streamArn).exclusiveStartShardId(from));
      page.streamDescription().shards().forEach(shard -> shards.put(shard.shardId(), shard));
      last = page.streamDescription().lastEvaluatedShardId();
    } while (last != null);
    // In rounds, as a parent that a former run has finished lets its child in at once.
    boolean found;
    do {
      found = false;
      for (Shard shard : shards.values()) {
        found |= consider(shard, shards);
      }
    } while (found);
  }

  private boolean consider(Shard shard, Map<String, Shard> all) {
    String id = shard.shardId();
    String parent = shard.parentShardId();
    boolean waits = parent != null && all.containsKey(parent) && !finished.contains(parent);
    if (waits || open.containsKey(id) || finished.contains(id)) {
      return false;
    }
    Optional<Checkpoint> checkpoint = checkpoints.find(functionId, id);
    if (checkpoint.isPresent() && checkpoint.get().finished()) {
      finished.add(id);
    } else {
      open.put(
          id, new ShardReader(streams, streamArn, id, checkpoint.flatMap(Checkpoint::sequence)));
    }
    return true;
  }
}
