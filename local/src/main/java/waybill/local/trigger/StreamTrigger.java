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
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.function.Functions;
import waybill.local.provision.TableStream;
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
      TableStream stream,
      Checkpoints checkpoints,
      SqsClient sqs,
      Optional<String> onFailureQueueUrl) {}

  public StreamTrigger(
      String functionId, StreamSource source, Wiring wiring, Functions functions, Time time) {
    this.functionId = functionId;
    this.source = source;
    this.invocation = new StreamInvocation(functionId, source.reportsItemFailures(), functions);
    this.shards = new Shards(functionId, wiring.stream(), wiring.checkpoints(), time);
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
    Optional<RuntimeException> failure = Optional.empty();
    for (ShardReader shard : shards.readable()) {
      try {
        anything |= poll(shard);
      } catch (ResourceNotFoundException e) {
        shards.forget(shard);
      } catch (RuntimeException e) {
        // The other shards have their turn first.
        failure = Optional.of(e);
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return anything;
  }

  private boolean poll(ShardReader shard) {
    Deque<Chunk> chunks = waiting.computeIfAbsent(shard.shardId(), id -> new ArrayDeque<>());
    if (chunks.isEmpty()) {
      List<Record> records = shard.read(source.batchSize());
      take(records, shard.streamArn(), chunks);
      if (chunks.isEmpty()) {
        boolean finished = shard.ended() && shards.finish(shard);
        return finished || !records.isEmpty();
      }
    }
    if (time.now().isBefore(pausedUntil.getOrDefault(shard.shardId(), Instant.MIN))) {
      return false;
    }
    handOver(shard, chunks);
    return true;
  }

  private void take(List<Record> records, String streamArn, Deque<Chunk> chunks) {
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

  /** Whatever fails on the way, the chunk stays first until it is known what follows. */
  private void handOver(ShardReader shard, Deque<Chunk> chunks) {
    Chunk chunk = chunks.getFirst();
    List<Chunk> next = new ArrayList<>();
    // The engine stamps records with the machine's clock, so that is what tells their age.
    Chunk.Step young = chunk.expire(source.recordAgeMax(), Instant.now());
    giveUp("RecordAgeExceeded", shard, young.givenUp());
    for (Chunk fresh : young.next()) {
      Chunk.Step step = fresh.after(invocation.of(fresh), source);
      giveUp("RetryAttemptsExhausted", shard, step.givenUp());
      next.addAll(step.next());
      pausedUntil.put(
          shard.shardId(), step.progressed() ? Instant.MIN : time.now().plus(pause(fresh)));
    }
    chunks.removeFirst();
    for (int i = next.size() - 1; i >= 0; i--) {
      chunks.addFirst(next.get(i));
    }
    checkpoint(shard, chunk, chunks);
  }

  private void giveUp(String condition, ShardReader shard, List<StreamRecord> records) {
    onFailure.send(condition, shard.streamArn(), shard.shardId(), records);
  }

  /** Everything read is done, or everything before the first record that still waits. */
  private void checkpoint(ShardReader shard, Chunk chunk, Deque<Chunk> chunks) {
    if (chunks.isEmpty()) {
      shard.position().ifPresent(position -> shards.done(shard, position));
      return;
    }
    String firstWaiting = chunks.getFirst().records().get(0).sequence();
    List<String> handedOver = chunk.records().stream().map(StreamRecord::sequence).toList();
    int waiting = handedOver.indexOf(firstWaiting);
    int done = waiting < 0 ? handedOver.size() : waiting;
    if (done > 0) {
      shards.done(shard, handedOver.get(done - 1));
    }
  }

  private static Duration pause(Chunk chunk) {
    Duration doubled = RETRY_PAUSE_MIN.multipliedBy(1L << Math.min(chunk.retries(), DOUBLINGS_MAX));
    return doubled.compareTo(RETRY_PAUSE_MAX) < 0 ? doubled : RETRY_PAUSE_MAX;
  }
}
