package waybill.local.trigger;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads one shard from a position on, to its end. */
final class ShardReader {

  private final DynamoDbStreamsClient streams;
  private final String streamArn;
  private final String shardId;
  private Optional<String> position;
  private String iterator;
  private boolean started;

  /**
   * @param position the last sequence number that is not wanted any more; none: from the start
   */
  ShardReader(
      DynamoDbStreamsClient streams, String streamArn, String shardId, Optional<String> position) {
    this.streams = streams;
    this.streamArn = streamArn;
    this.shardId = shardId;
    this.position = position;
  }

  String streamArn() {
    return streamArn;
  }

  String shardId() {
    return shardId;
  }

  /** The last sequence number that was read. */
  Optional<String> position() {
    return position;
  }

  /** No way leads on; a closed shard is read to its end then. */
  boolean ended() {
    return started && iterator == null;
  }

  /** For a shard that is open all the same: some emulators' iterators end with what there is. */
  void reopen() {
    iterator =
        position.isPresent()
            ? iterator(ShardIteratorType.AFTER_SEQUENCE_NUMBER, position.get())
            : iterator(ShardIteratorType.TRIM_HORIZON, null);
  }

  List<Record> read(int limit) {
    if (!started) {
      iterator = start();
      started = true;
    }
    if (iterator == null) {
      return List.of();
    }
    try {
      return next(limit);
    } catch (ExpiredIteratorException | TrimmedDataAccessException e) {
      // DynamoDB Local says trimmed also of an iterator into an empty shard that has records since.
      iterator = start();
      return next(limit);
    } catch (DynamoDbException e) {
      // An emulator that was restarted knows its old iterators no more, and says so in its own way.
      started = false;
      throw e;
    }
  }

  private List<Record> next(int limit) {
    GetRecordsResponse response =
        streams.getRecords(request -> request.shardIterator(iterator).limit(limit));
    iterator = response.nextShardIterator();
    List<Record> records = response.records();
    if (!records.isEmpty()) {
      position = Optional.of(records.get(records.size() - 1).dynamodb().sequenceNumber());
    }
    return records;
  }

  /**
   * After the position, or from the oldest record when the one at the position is gone: a stream
   * keeps a day, so everything before it is gone as well, and DynamoDB Local numbers anew when it
   * starts with an empty stream.
   */
  private String start() {
    if (position.isPresent() && isThere(position.get())) {
      return iterator(ShardIteratorType.AFTER_SEQUENCE_NUMBER, position.get());
    }
    return iterator(ShardIteratorType.TRIM_HORIZON, null);
  }

  private boolean isThere(String sequence) {
    try {
      String at = iterator(ShardIteratorType.AT_SEQUENCE_NUMBER, sequence);
      return streams.getRecords(request -> request.shardIterator(at).limit(1)).records().stream()
          .anyMatch(record -> record.dynamodb().sequenceNumber().equals(sequence));
    } catch (TrimmedDataAccessException e) {
      return false;
    }
  }

  private String iterator(ShardIteratorType type, String sequence) {
    return streams
        .getShardIterator(
            request ->
                request
                    .streamArn(streamArn)
                    .shardId(shardId)
                    .shardIteratorType(type)
                    .sequenceNumber(sequence))
        .shardIterator();
  }
}
