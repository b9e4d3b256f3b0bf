package waybill.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import waybill.outbox.OutboxItem;
import waybill.platform.Metric;
import waybill.platform.Platform;
import waybill.sweep.BucketSweep.Swept;

/**
 * Sends the PENDING outbox rows that the relay left, shard by shard and minute by minute from the
 * watermark on. A minute is passed when it is settled; what could not be sent in it is kept in mind
 * and tried by later sweeps, so that it holds up nothing behind it.
 *
 * <p>With each minute that is passed, the one an hour before is read once more: the slow pass, for
 * what became visible after the watermark had gone by.
 */
final class OutboxSweep {

  /**
   * Rows of a shard that one sweep tries to send, of what is new and as many of what was left; the
   * next one goes on.
   */
  static final int ROWS_TRIED_PER_SHARD_MAX = 1_000;

  /**
   * Minutes of a shard in which a sweep still finds what cannot be sent; the next ones look into
   * others.
   */
  static final int LEFTOVERS_STUCK_MAX = 60;

  /** Of the time, for what is new; the rest is for what was left before. */
  private static final double SHARE_OF_NEW = 2.0 / 3;

  private final Platform platform;
  private final SweepStore memory;
  private final Duration sweepAfter;

  OutboxSweep(Platform platform) {
    this.platform = platform;
    this.memory = new SweepStore(platform);
    this.sweepAfter = platform.settings().sweepAfter();
  }

  /** One sweep of every shard, until {@code deadline} at the most. */
  void run(Instant deadline) {
    SweepStore.Memory before = memory.read();
    Tally tally = new Tally();
    BucketSweep buckets = new BucketSweep(platform, tally);
    EachShard shards = EachShard.of(platform, shards(before));
    Instant now = platform.time().now();
    Set<Integer> withoutTurn = new TreeSet<>(before.watermarks().keySet());
    try {
      shards.run(
          now.plusMillis((long) (SHARE_OF_NEW * Duration.between(now, deadline).toMillis())),
          (shard, until) -> {
            sweepNew(buckets, tally, shard, before.watermark(shard), until);
            withoutTurn.remove(shard);
          });
    } finally {
      shards.run(
          deadline,
          (shard, until) ->
              sweepLeftovers(buckets, tally, shard, before.leftoversOf(shard), until));
    }
    withoutTurn.forEach(
        shard -> tally.waits(Duration.between(before.watermarks().get(shard), now)));
    platform.metrics().put(Metric.OLDEST_UNSENT_AGE, tally.oldest().toSeconds());
    memory.heartbeat(platform.time().now());
    if (Watermark.isTimeToCount(now)) {
      int blocked = shards(before).stream().mapToInt(buckets::blocked).sum();
      platform.metrics().put(Metric.MESSAGES_BLOCKED, blocked);
    }
  }

  /** Also those that were swept before the number of shards was made smaller. */
  private List<Integer> shards(SweepStore.Memory before) {
    TreeSet<Integer> shards = new TreeSet<>(before.watermarks().keySet());
    IntStream.range(0, platform.settings().outboxShards()).forEach(shards::add);
    return List.copyOf(shards);
  }

  private void sweepNew(
      BucketSweep buckets, Tally tally, int shard, Optional<Instant> watermark, Instant deadline) {
    Instant now = platform.time().now();
    Instant from = watermark.orElse(Watermark.first(now));
    Instant passed = from;
    int rows = ROWS_TRIED_PER_SHARD_MAX;
    try {
      for (Instant minute = from;
          !minute.isAfter(now.minus(sweepAfter));
          minute = Watermark.next(minute)) {
        Swept swept = buckets.sweep(OutboxItem.bucket(shard, minute), deadline, rows);
        rows -= swept.tried();
        if (!swept.isWhole()) {
          // What is not seen of this minute and the next ones waits too.
          tally.waits(Duration.between(minute, now));
          break;
        }
        if (Watermark.isSettled(minute, now)) {
          Instant late = Watermark.slowPass(minute);
          // What this sweep reads by itself, or nobody has passed yet, needs no second look.
          boolean isSlowPass = watermark.isPresent() && late.isBefore(from);
          Swept once =
              isSlowPass
                  ? buckets.sweep(OutboxItem.bucket(shard, late), deadline, rows)
                  : Swept.NOTHING;
          rows -= once.tried();
          if (!once.isWhole()) {
            break;
          }
          keepInMind(swept, shard, minute);
          keepInMind(once, shard, late);
          passed = Watermark.next(minute);
        }
      }
    } finally {
      // After a failure too: who begins anew each time has more to pass each time, and falls
      // behind.
      if (passed.isAfter(from)) {
        memory.advance(shard, passed);
      }
    }
  }

  private void keepInMind(Swept swept, int shard, Instant minute) {
    if (swept.left() > 0) {
      memory.keepInMind(shard, minute);
    }
  }

  /** From any of them on, so that each comes to its turn, however far a sweep gets. */
  private void sweepLeftovers(
      BucketSweep buckets, Tally tally, int shard, List<Instant> minutes, Instant deadline) {
    Instant now = platform.time().now();
    int first = minutes.isEmpty() ? 0 : platform.random().nextInt(minutes.size());
    int rows = ROWS_TRIED_PER_SHARD_MAX;
    int stuck = 0;
    for (int i = 0; i < minutes.size(); i++) {
      Instant minute = minutes.get((first + i) % minutes.size());
      if (stuck == LEFTOVERS_STUCK_MAX) {
        tally.waits(Duration.between(minute, now));
        continue;
      }
      Swept swept = buckets.sweep(OutboxItem.bucket(shard, minute), deadline, rows);
      rows -= swept.tried();
      if (!swept.isWhole()) {
        tally.waits(Duration.between(minute, now));
      }
      if (swept.isEmptied()) {
        memory.forget(shard, minute);
      } else {
        stuck++;
      }
    }
  }
}
