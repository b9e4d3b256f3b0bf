package waybill.local.trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import waybill.local.provision.TableStream;
import waybill.local.trigger.Checkpoints.Checkpoint;
import waybill.local.trigger.Checkpoints.Reading;
import waybill.platform.Time;

/**
 * The shards of a table's stream that may be read: a child only once its parent is done to its end.
 * Looks again from time to time, as shards come and go, and with a new table a new stream.
 */
final class Shards {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  /** While nothing can be read. */
  private static final Duration LOOK_AGAIN_SOON = Duration.ofSeconds(1);

  private final String functionId;
  private final TableStream stream;
  private final Checkpoints checkpoints;
  private final Time time;
  private final Map<String, ShardReader> open = new LinkedHashMap<>();
  private final Set<String> finished = new HashSet<>();
  private String streamArn = "";
  private Instant lookAgainAt = Instant.MIN;

  Shards(String functionId, TableStream stream, Checkpoints checkpoints, Time time) {
    this.functionId = functionId;
    this.stream = stream;
    this.checkpoints = checkpoints;
    this.time = time;
  }

  List<ShardReader> readable() {
    if (!time.now().isBefore(lookAgainAt)) {
      discover();
      lookAgainAt = time.now().plus(open.isEmpty() ? LOOK_AGAIN_SOON : LOOK_AGAIN);
    }
    return List.copyOf(open.values());
  }

  void done(ShardReader reader, String sequence) {
    checkpoints.save(reading(reader), new Checkpoint(Optional.of(sequence), false));
  }

  /**
   * No iterator leads on, and all that was read is done. If the shard is closed, it is finished and
   * its children may be read.
   *
   * @return false when it is open all the same, and reading goes on
   */
  boolean finish(ShardReader reader) {
    Map<String, Shard> all = describe(reader.streamArn());
    if (isOpen(all.get(reader.shardId()), all)) {
      reader.reopen();
      return false;
    }
    checkpoints.save(reading(reader), new Checkpoint(reader.position(), true));
    open.remove(reader.shardId());
    finished.add(reader.shardId());
    lookAgainAt = Instant.MIN;
    return true;
  }

  /** The endpoint knows the shard no more. */
  void forget(ShardReader reader) {
    open.remove(reader.shardId());
    lookAgainAt = time.now().plus(LOOK_AGAIN_SOON);
  }

  private static boolean isOpen(Shard shard, Map<String, Shard> all) {
    return shard != null
        && (shard.sequenceNumberRange() == null
            || shard.sequenceNumberRange().endingSequenceNumber() == null)
        && all.values().stream().noneMatch(other -> shard.shardId().equals(other.parentShardId()));
  }

  private Reading reading(ShardReader reader) {
    return new Reading(functionId, reader.streamArn(), reader.shardId());
  }

  private void discover() {
    String found =
        stream
            .arn()
            .orElseThrow(
                () ->
                    ResourceNotFoundException.builder()
                        .message("the table " + stream.table() + " has no stream")
                        .build());
    if (!found.equals(streamArn)) {
      streamArn = found;
      open.clear();
      finished.clear();
    }
    Map<String, Shard> shards = describe(streamArn);
    // In rounds, as a parent that a former run has finished lets its child in at once.
    boolean more;
    do {
      more = false;
      for (Shard shard : shards.values()) {
        more |= consider(shard, shards);
      }
    } while (more);
  }

  /** Ends also where an endpoint gives the same page again and again. */
  private Map<String, Shard> describe(String arn) {
    Map<String, Shard> shards = new LinkedHashMap<>();
    String last = null;
    int before;
    do {
      before = shards.size();
      String from = last;
      DescribeStreamResponse page =
          stream
              .streams()
              .describeStream(request -> request.streamArn(arn).exclusiveStartShardId(from));
      page.streamDescription().shards().forEach(shard -> shards.put(shard.shardId(), shard));
      last = page.streamDescription().lastEvaluatedShardId();
    } while (last != null && shards.size() > before);
    return shards;
  }

  private boolean consider(Shard shard, Map<String, Shard> all) {
    String id = shard.shardId();
    String parent = shard.parentShardId();
    boolean waits = parent != null && all.containsKey(parent) && !finished.contains(parent);
    if (waits || open.containsKey(id) || finished.contains(id)) {
      return false;
    }
    Optional<Checkpoint> checkpoint = checkpoints.find(new Reading(functionId, streamArn, id));
    if (checkpoint.isPresent() && checkpoint.get().finished()) {
      finished.add(id);
    } else {
      open.put(
          id,
          new ShardReader(
              stream.streams(), streamArn, id, checkpoint.flatMap(Checkpoint::sequence)));
    }
    return true;
  }
}
