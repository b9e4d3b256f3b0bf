package waybill.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.outbox.Dispatch;
import waybill.outbox.OutboxItem;
import waybill.outbox.OutboxStore;
import waybill.outbox.SentBy;
import waybill.platform.Platform;

/**
 * Sends the PENDING outbox rows that the relay left, shard by shard and minute by minute from the
 * watermark on. A minute is passed only when it is settled and nothing PENDING is left in it. What
 * cannot be sent is passed over and tried by the next sweep, so that it holds up nothing behind it.
 */
final class OutboxSweep {

  /** Rows that one sweep sends per shard; what is left is found by the next one. */
  static final int ROWS_SENT_PER_SHARD_MAX = 1_000;

  /** Small enough that a queue which hangs cannot use up the function's life in one step. */
  private static final int ROWS_PER_READ_MAX = 50;

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
    EachShard.of(platform, platform.settings().outboxShards())
        .run(
            deadline,
            shard -> {
              Instant now = platform.time().now();
              sweep(shard, known.getOrDefault(shard, Watermark.first(now)), deadline);
            });
  }

  private void sweep(int shard, Instant from, Instant deadline) {
    Instant now = platform.time().now();
    Instant passed = from;
    boolean nothingLeftBehind = true;
    int sent = 0;
    for (Instant minute = from;
        !minute.isAfter(now.minus(sweepAfter)) && sent < ROWS_SENT_PER_SHARD_MAX;
        minute = Watermark.next(minute)) {
      Swept swept = sweep(OutboxItem.bucket(shard, minute), now, deadline);
      sent += swept.sent();
      nothingLeftBehind &= swept.isEmptied() && Watermark.isSettled(minute, now);
      if (nothingLeftBehind) {
        passed = Watermark.next(minute);
      }
      if (!platform.time().now().isBefore(deadline)) {
        break;
      }
    }
    if (passed.isAfter(from)) {
      watermarks.advance(shard, passed);
    }
  }

  private record Swept(int sent, boolean isEmptied) {}

  /** Sends what is old enough in one bucket; younger rows are the relay's for a while yet. */
  private Swept sweep(String bucket, Instant now, Instant deadline) {
    int sent = 0;
    boolean isEmptied = true;
    Optional<String> after = Optional.empty();
    do {
      if (!platform.time().now().isBefore(deadline)) {
        return new Swept(sent, false);
      }
      OutboxStore.Page page = outbox.pending(bucket, after, ROWS_PER_READ_MAX);
      List<OutboxItem> old =
          page.pending().stream().filter(row -> row.age(now).compareTo(sweepAfter) >= 0).toList();
      isEmptied &= old.size() == page.pending().size();
      if (!old.isEmpty()) {
        Dispatch.Outcome outcome = dispatch.send(old, SentBy.SWEEPER);
        LOG.info("bucket {}: the relay had left {} messages; {}", bucket, old.size(), outcome);
        sent += outcome.sent();
        isEmptied &= outcome.isComplete();
      }
      after = page.after();
    } while (after.isPresent());
    return new Swept(sent, isEmptied);
  }
}
