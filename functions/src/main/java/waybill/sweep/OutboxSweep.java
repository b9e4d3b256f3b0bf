package waybill.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.outbox.Dispatch;
import waybill.outbox.OutboxItem;
import waybill.outbox.OutboxStore;
import waybill.outbox.SentBy;
import waybill.platform.Platform;

/**
 * Sends the PENDING outbox rows that the relay left, shard by shard and minute by minute from the
 * watermark on. A minute is passed only when it is settled and nothing PENDING is left in it.
 */
final class OutboxSweep {

  /** Rows that one sweep sends per shard; what is left is found by the next one. */
  static final int ROWS_PER_SHARD_MAX = 1_000;

  private static final int ROWS_PER_READ_MAX = 100;

  private static final Logger LOG = LoggerFactory.getLogger(OutboxSweep.class);

  private final Platform platform;
  private final OutboxStore outbox;
  private final WatermarkStore watermarks;
  private final Dispatch dispatch;
  private final Duration sweepAfter;

  OutboxSweep(Platform platform) {
    this.platform = platform;
    this.outbox = new OutboxStore(platform);
    this.watermarks = new WatermarkStore(platform);
    this.dispatch = new Dispatch(platform);
    this.sweepAfter = platform.settings().sweepAfter();
  }

  /** One sweep of every shard, until {@code deadline} at the most. */
  void run(Instant deadline) {
    Map<Integer, Instant> known = watermarks.all();
    int shards = platform.settings().outboxShards();
    // A sweep that ran out of time does not always end at the same shard.
    int first = platform.random().nextInt(shards);
    for (int i = 0; i < shards && platform.time().now().isBefore(deadline); i++) {
      int shard = (first + i) % shards;
      Instant now = platform.time().now();
      sweep(shard, known.getOrDefault(shard, Watermark.first(now)), deadline);
    }
  }

  private void sweep(int shard, Instant from, Instant deadline) {
    Instant now = platform.time().now();
    Instant minute = from;
    boolean nothingLeftBehind = true;
    int rowsLeft = ROWS_PER_SHARD_MAX;
    Instant passed = from;
    while (!minute.isAfter(now.minus(sweepAfter))
        && rowsLeft > 0
        && platform.time().now().isBefore(deadline)) {
      Swept swept = sweep(OutboxItem.bucket(shard, minute), now, rowsLeft);
      rowsLeft -= swept.rows();
      nothingLeftBehind &= swept.isEmptied() && Watermark.isSettled(minute, now);
      minute = Watermark.next(minute);
      if (nothingLeftBehind) {
        passed = minute;
      }
    }
    if (passed.isAfter(from)) {
      watermarks.advance(shard, passed);
    }
  }

  private record Swept(int rows, boolean isEmptied) {}

  /** Sends what is old enough in one bucket; younger rows are the relay's for a while yet. */
  private Swept sweep(String bucket, Instant now, int rowsMax) {
    int rows = 0;
    int limit = Math.min(rowsMax, ROWS_PER_READ_MAX);
    while (rows < rowsMax) {
      List<OutboxItem> pending = outbox.pending(bucket, limit);
      List<OutboxItem> old =
          pending.stream().filter(item -> item.age(now).compareTo(sweepAfter) >= 0).toList();
      if (old.isEmpty()) {
        return new Swept(rows, pending.isEmpty());
      }
      Dispatch.Outcome outcome = dispatch.send(old, SentBy.SWEEPER);
      LOG.info("bucket {}: the relay had left {} messages; {}", bucket, old.size(), outcome);
      rows += old.size();
      boolean allGone = outcome.isComplete() && old.size() == pending.size();
      if (pending.size() < limit || !allGone) {
        return new Swept(rows, allGone);
      }
    }
    return new Swept(rows, false);
  }
}
