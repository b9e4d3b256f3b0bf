package waybill.outbox;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import waybill.message.Envelope;
import waybill.platform.LogContext;
import waybill.platform.Metric;
import waybill.platform.Platform;
import waybill.platform.Queue;
import waybill.platform.Queues;
import waybill.platform.Queues.Letter;
import waybill.platform.Queues.Result;
import waybill.platform.Timestamp;

/**
 * Sends outbox rows to their queues and marks them. A row is marked SENT only when every queue of
 * its route has accepted a copy; after a crash in between, or an answer that was lost, the row is
 * sent again, so that a queue may get a message twice and never not at all.
 */
public final class Dispatch {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

  /** A line for each message, by which its ids are found. */
  private static final Logger DONE = LoggerFactory.getLogger("waybill.done");

  private final Platform platform;
  private final Queues queues;
  private final OutboxStore store;

  public Dispatch(Platform platform) {
    this.platform = platform;
    this.queues = platform.queues();
    this.store = new OutboxStore(platform);
  }

  /**
   * What became of the rows.
   *
   * @param sent how many went out, and {@code unmarked} how many of these are still PENDING
   * @param kept those that stayed PENDING through nobody's fault, and {@code waiting} how many of
   *     these were not tried, as a queue of theirs is down
   * @param blocked how many were moved to BLOCKED, by this dispatch or by another at once
   */
  public record Outcome(int sent, int unmarked, List<OutboxItem> kept, int waiting, int blocked) {}

  /** Whoever sends more than once in a run gives the same {@code traffic} each time. */
  public Outcome send(List<OutboxItem> items, SentBy by, Traffic traffic) {
    List<Parcel> parcels = new ArrayList<>();
    Map<Queue, List<Parcel>> mail = new EnumMap<>(Queue.class);
    for (OutboxItem item : items) {
      Parcel parcel = parcel(item, traffic);
      parcels.add(parcel);
      for (Queue queue : parcel.route()) {
        mail.computeIfAbsent(queue, each -> new ArrayList<>()).add(parcel);
      }
    }
    mail.forEach((queue, addressed) -> send(queue, addressed, traffic));
    return settle(parcels, by, traffic);
  }

  private static Parcel parcel(OutboxItem item, Traffic traffic) {
    try {
      Envelope envelope = Envelope.fromJson(item.envelope());
      List<Queue> route = Routes.of(envelope.message());
      Letter letter = new Letter(envelope.merchantId(), item.envelope(), 0);
      return traffic.anyDown(route)
          ? Parcel.waiting(item, letter)
          : Parcel.addressed(item, letter, route);
    } catch (Envelope.Unreadable e) {
      return Parcel.refused(item, new Failure(e.errorClass(), e.getMessage()));
    } catch (RuntimeException e) {
      // Whatever a stranger wrote, it must not stop the others.
      LOG.error("message {} cannot be read", item.messageId(), e);
      return Parcel.refused(item, new Failure("unreadable", e.getClass().getSimpleName()));
    }
  }

  /** What one queue did not take goes to no other: each try would leave it one more copy. */
  private void send(Queue queue, List<Parcel> all, Traffic traffic) {
    List<Parcel> addressed = all.stream().filter(parcel -> !parcel.isStopped()).toList();
    if (addressed.isEmpty()) {
      return;
    }
    Queues.Sent sent = queues.send(queue, addressed.stream().map(Parcel::letter).toList());
    if (!sent.getsThrough()) {
      traffic.isDown(queue);
    }
    for (int i = 0; i < addressed.size(); i++) {
      Result result = sent.results().get(i);
      if (result instanceof Result.Accepted) {
        traffic.takes(queue);
      }
      addressed.get(i).note(queue, result);
    }
  }

  private Outcome settle(List<Parcel> parcels, SentBy by, Traffic traffic) {
    OutboxMarks marks = new OutboxMarks(platform);
    String now = Timestamp.of(platform.time().now());
    List<OutboxItem> kept = new ArrayList<>();
    List<Parcel> atFault = new ArrayList<>();
    int sent = 0;
    int waiting = 0;
    for (Parcel parcel : parcels) {
      switch (parcel.end(traffic, now)) {
        case SENT -> {
          marks.sent(parcel.item(), by);
          log(parcel).run(() -> DONE.info("{}: sent by {}", parcel.item().type(), by));
          sent++;
        }
        case FAILED -> {
          // The relay's image of the row may be old, and the sweeper tries next in any case.
          if (by == SentBy.SWEEPER) {
            marks.failed(parcel.item(), parcel.failure(), parcel.tries(traffic, now));
          }
          kept.add(parcel.item());
        }
        case WAITING -> {
          kept.add(parcel.item());
          waiting++;
        }
        case AT_FAULT -> atFault.add(parcel);
      }
    }
    int unmarked = marks.write();
    int blocked = block(atFault, now, kept);
    platform
        .metrics()
        .count(by == SentBy.RELAY ? Metric.SENT_BY_RELAY : Metric.SENT_BY_SWEEPER, sent);
    return new Outcome(sent, unmarked, kept, waiting, blocked);
  }

  /** After the marks, and not beyond a first time-out: the others of the batch come first. */
  private int block(List<Parcel> atFault, String now, List<OutboxItem> kept) {
    int blocked = 0;
    boolean getsThrough = true;
    for (Parcel parcel : atFault) {
      getsThrough = getsThrough && log(parcel).call(() -> block(parcel, now));
      if (getsThrough) {
        blocked++;
      } else {
        kept.add(parcel.item());
      }
    }
    return blocked;
  }

  private static LogContext log(Parcel parcel) {
    return LogContext.ofEvent(parcel.item().envelope());
  }

  private boolean block(Parcel parcel, String now) {
    try {
      store.block(parcel.item(), parcel.failure(), parcel.item().tries().andOneMore(false, now));
      return true;
    } catch (SdkException e) {
      LOG.warn(
          "message {} is at fault and could not be moved: {}",
          parcel.item().messageId(),
          parcel.failure(),
          e);
      return false;
    }
  }
}
