package waybill.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A table's stream. */
final class StreamReader {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final DynamoDbStreamsClient streams;
  private final String arn;

  StreamReader(Emulator emulator, String table) {
    this.streams = emulator.streams();
    this.arn = emulator.dynamo().describeTable(r -> r.tableName(table)).table().latestStreamArn();
  }

  /** All records of a partition; waits for a while until there are this many. */
  List<Record> records(String partition, int count) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<Record> records = records(partition);
      if (records.size() >= count || System.nanoTime() > end) {
        return records;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private List<Record> records(String partition) {
    List<Record> records = new ArrayList<>();
    for (Shard shard : shards()) {
      read(iterator(shard, ShardIteratorType.TRIM_HORIZON, null)).stream()
          .filter(record -> record.dynamodb().keys().get("p").s().equals(partition))
          .forEach(records::add);
    }
    return records;
  }

  /** From an iterator to the end of what there is now. */
  List<Record> read(String iterator) {
    List<Record> records = new ArrayList<>();
    String next = iterator;
    while (next != null) {
      String from = next;
      GetRecordsResponse page = streams.getRecords(request -> request.shardIterator(from));
      records.addAll(page.records());
      next = page.records().isEmpty() ? null : page.nextShardIterator();
    }
    return records;
  }

  String iterator(Shard shard, ShardIteratorType type, String sequence) {
    return streams
        .getShardIterator(
            request ->
                request
                    .streamArn(arn)
                    .shardId(shard.shardId())
                    .shardIteratorType(type)
                    .sequenceNumber(sequence))
        .shardIterator();
  }

  List<Shard> shards() {
    return streams.describeStream(request -> request.streamArn(arn)).streamDescription().shards();
  }

  static String text(List<Record> records) {
    return records.stream().map(StreamReader::text).collect(Collectors.joining(", "));
  }

  /** What happened, to which item, and what the record shows of it. */
  private static String text(Record record) {
    String images =
        image(" new", record.dynamodb().newImage()) + image(" old", record.dynamodb().oldImage());
    return record.eventNameAsString() + " " + record.dynamodb().keys().get("s").s() + images;
  }

  private static String image(String name, Map<String, AttributeValue> image) {
    return image.isEmpty() ? "" : name + Lab.text(image);
  }
}
