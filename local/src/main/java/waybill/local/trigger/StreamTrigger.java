package waybill.local.trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.function.Functions;
import waybill.local.template.EventSource.StreamSource;
import waybill.platform.Time;

/**
 * A stream's mapping. Within a shard nothing newer is handed over before what is older is done or
 * given up. A batch that made no progress is tried again after a growing pause.
 */
public final class StreamTrigger implements Trigger {

  private static final Duration RETRY_PAUSE_MIN = Duration.ofMillis(250);
  private static final Duration RETRY_PAUSE_MAX = Duration.ofSeconds(30);
  private static final int DOUBLINGS_MAX = 7;

  private final String functionId;
  private final StreamSource source;
  private final String streamArn;
  private final StreamInvocation invocation;
  private final Shards shards;
  private final PatternFilter filter;
  private final OnFailure onFailure;
  private final Time time;
  private final Map<String, Deque<Chunk>> waiting = new HashMap<>();
  private final Map<String, Instant> pausedUntil = new HashMap<>();
  private final AtomicInteger toLose = new AtomicInteger();
  private boolean paused;

  /** What the trigger reads from and reports to. */
  public record Wiring(
      String streamArn,
      DynamoDbStreamsClient streams,
      Checkpoints checkpoints,
      SqsClient sqs,
      Optional<String> onFailureQueueUrl) {}

  public StreamTrigger(
      String functionId, StreamSource source, Wiring wiring, Functions functions, Time time) {
    this.functionId = functionId;
    this.source = source;
    this.streamArn = wiring.streamArn();
    this.invocation = new StreamInvocation(functionId, source.reportsItemFailures(), functions);
    this.shards =
        new Shards(functionId, wiring.streamArn(), wiring.streams(), wiring.checkpoints());
    this.filter = new PatternFilter(functionId, source.patterns());
    this.onFailure = new OnFailure(wiring.sqs(), wiring.onFailureQueueUrl());
    this.time = time;
  }

  @Override
  public String functionId() {
    return functionId;
  }

  @Override
  public synchronized void pause() {
    paused = true;
  }

  @Override
  public synchronized void resume() {
    paused = false;
  }

  /** Swallows the next records that the filter lets through, as if the stream had lost them. */
  public void lose(int records) {
    toLose.addAndGet(records);
  }

  @Override
  public synchronized boolean pollOnce() {
    if (paused) {
      return false;
    }
    boolean anything = false;
    for (ShardReader shard : shards.readable()) {
      anything |= poll(shard);
    }
    return anything;
  }

  private boolean poll(ShardReader shard) {
    Deque<Chunk> chunks = waiting.computeIfAbsent(shard.shardId(), id -> new ArrayDeque<>());
    if (chunks.isEmpty()) {
      List<Record> records = shard.read(source.batchSize());
      take(records, chunks);
      if (chunks.isEmpty()) {
        if (shard.ended()) {
          shards.finish(shard);
          return true;
        }
        return !records.isEmpty();
      }
    }
    if (time.now().isBefore(pausedUntil.getOrDefault(shard.shardId(), Instant.MIN))) {
      return false;
    }
    handOver(shard, chunks);
    return true;
  }

  private void take(List<Record> records, Deque<Chunk> chunks) {
    List<StreamRecord> taken = new ArrayList<>();
    for (Record record : records) {
      StreamRecord streamRecord = StreamEvents.record(record, streamArn);
      if (filter.matches(streamRecord.json()) && !isLost()) {
        taken.add(streamRecord);
      }
    }
    if (!taken.isEmpty()) {
      chunks.add(new Chunk(taken, 0));
    }
  }

  private boolean isLost() {
    return toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  private void handOver(ShardReader shard, Deque<Chunk> chunks) {
    Chunk chunk = chunks.removeFirst();
    // The engine stamps records with the machine's clock, so that is what tells their age.
    Chunk.Step young = chunk.expire(source.recordAgeMax(), Instant.now());
    giveUp("RecordAgeExceeded", shard, young.givenUp());
    for (Chunk fresh : young.next()) {
      Chunk.Step step = fresh.after(invocation.of(fresh), source);
      giveUp("RetryAttemptsExhausted", shard, step.givenUp());
      for (int i = step.next().size() - 1; i >= 0; i--) {
        chunks.addFirst(step.next().get(i));
      }
      pausedUntil.put(
          shard.shardId(), step.progressed() ? Instant.MIN : time.now().plus(pause(fresh)));
    }
    checkpoint(shard, chunk, chunks);
  }

  private void giveUp(String condition, ShardReader shard, List<StreamRecord> records) {
    onFailure.send(condition, streamArn, shard.shardId(), records);
  }

  /** Everything read is done, or everything before the first record that still waits. */
  private void checkpoint(ShardReader shard, Chunk chunk, Deque<Chunk> chunks) {
    if (chunks.isEmpty()) {
      shard.position().ifPresent(position -> shards.done(shard, position));
      return;
    }
    String firstWaiting = chunks.getFirst().records().get(0).sequence();
    chunk.records().stream()
        .map(StreamRecord::sequence)
        .filter(sequence -> StreamRecord.SEQUENCES.compare(sequence, firstWaiting) < 0)
        .max(StreamRecord.SEQUENCES)
        .ifPresent(sequence -> shards.done(shard, sequence));
  }

  private static Duration pause(Chunk chunk) {
    Duration doubled = RETRY_PAUSE_MIN.multipliedBy(1L << Math.min(chunk.retries(), DOUBLINGS_MAX));
    return doubled.compareTo(RETRY_PAUSE_MAX) < 0 ? doubled : RETRY_PAUSE_MAX;
  }
}
