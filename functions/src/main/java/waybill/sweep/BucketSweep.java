package waybill.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.outbox.Dispatch;
import waybill.outbox.OutboxItem;
import waybill.outbox.OutboxStore;
import waybill.outbox.SentBy;
import waybill.outbox.Traffic;
import waybill.platform.Platform;

/**
 * Sends what is PENDING in single buckets, if it is old enough not to be the relay's and the pause
 * after its last failure is over.
 */
final class BucketSweep {

  /** Mostly all of a bucket; DynamoDB ends a page at 1 MB. */
  private static final int ROWS_PER_READ_MAX = 1_000;

  /** Small enough that a queue which hangs cannot use up the function's life in one step. */
  private static final int ROWS_PER_SENDING_MAX = 50;

  private static final Logger LOG = LoggerFactory.getLogger(BucketSweep.class);

  private final Platform platform;
  private final OutboxStore outbox;
  private final Dispatch dispatch;
  private final Duration sweepAfter;
  private final Traffic traffic = new Traffic();
  private final Tally tally;

  /** For one run of the sweeper: it remembers which queues are down. */
  BucketSweep(Platform platform, Tally tally) {
    this.platform = platform;
    this.outbox = new OutboxStore(platform);
    this.dispatch = new Dispatch(platform);
    this.sweepAfter = platform.settings().sweepAfter();
    this.tally = tally;
  }

  /**
   * @param tried rows that were handed to a queue, whatever became of them
   * @param left rows that are still PENDING
   * @param isWhole whether the bucket was read to its end
   */
  record Swept(int tried, int left, boolean isWhole) {

    static final Swept NOTHING = new Swept(0, 0, true);

    boolean isEmptied() {
      return isWhole && left == 0;
    }
  }

  int blocked(int shard) {
    return outbox.blocked(shard);
  }

  /**
   * Until {@code deadline}, and about {@code rowsMax} rows are tried, at the most; what is left
   * then is found by the next sweep.
   */
  Swept sweep(String bucket, Instant deadline, int rowsMax) {
    int tried = 0;
    int left = 0;
    Optional<String> after = Optional.empty();
    do {
      Instant now = platform.time().now();
      if (!now.isBefore(deadline) || tried >= rowsMax) {
        return new Swept(tried, left, false);
      }
      OutboxStore.Page page = outbox.pending(bucket, after, ROWS_PER_READ_MAX);
      List<OutboxItem> due = due(page.pending(), now);
      left += page.pending().size() - due.size();
      for (int from = 0; from < due.size(); from += ROWS_PER_SENDING_MAX) {
        if (from > 0 && (!platform.time().now().isBefore(deadline) || tried >= rowsMax)) {
          return new Swept(tried, left, false);
        }
        List<OutboxItem> rows =
            due.subList(from, Math.min(from + ROWS_PER_SENDING_MAX, due.size()));
        Dispatch.Outcome outcome = send(bucket, rows);
        tried += rows.size() - outcome.waiting();
        left += outcome.unmarked() + outcome.kept().size();
      }
      after = page.after();
    } while (after.isPresent());
    return new Swept(tried, left, true);
  }

  private List<OutboxItem> due(List<OutboxItem> pending, Instant now) {
    List<OutboxItem> due = new ArrayList<>();
    for (OutboxItem row : pending) {
      if (row.age(now).compareTo(sweepAfter) >= 0 && row.isDue(now)) {
        due.add(row);
      } else {
        tally.waits(row.age(now));
      }
    }
    return due;
  }

  private Dispatch.Outcome send(String bucket, List<OutboxItem> rows) {
    Dispatch.Outcome outcome = dispatch.send(rows, SentBy.SWEEPER, traffic);
    LOG.info(
        "bucket {}: {} messages were not sent yet; sent {}, of these {} not marked, kept {}, blocked {}",
        bucket,
        rows.size(),
        outcome.sent(),
        outcome.unmarked(),
        outcome.kept().size(),
        outcome.blocked());
    Instant now = platform.time().now();
    outcome.kept().forEach(row -> tally.waits(row.age(now)));
    return outcome;
  }
}
