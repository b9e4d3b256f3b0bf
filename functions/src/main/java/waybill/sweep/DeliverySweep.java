package waybill.sweep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.notify.DueDelivery;
import waybill.notify.DueStore;
import waybill.notify.Timers;
import waybill.platform.Platform;

/**
 * Sends timers for the deliveries that are near and for those whose timer was lost. A delivery is
 * moved on before its timer is sent: after a crash in between it waits two minutes longer, and the
 * next sweep does not send the same timer again.
 */
final class DeliverySweep {

  /** Deliveries that one sweep takes in hand per shard; the next one takes the next. */
  static final int DELIVERIES_PER_SHARD_MAX = 500;

  /** As many as one call to the queue takes. */
  private static final int DELIVERIES_PER_READ_MAX = 10;

  private static final Logger LOG = LoggerFactory.getLogger(DeliverySweep.class);

  private final Platform platform;
  private final DueStore deliveries;
  private final Timers timers;

  DeliverySweep(Platform platform) {
    this.platform = platform;
    this.deliveries = new DueStore(platform);
    this.timers = new Timers(platform);
  }

  /** One sweep of every shard, until {@code deadline} at the most. */
  void run(Instant deadline) {
    List<Integer> shards = IntStream.range(0, DueStore.SHARDS).boxed().toList();
    EachShard.of(platform, shards).run(deadline, this::sweep);
  }

  private void sweep(int shard, Instant deadline) {
    Map<DueDelivery, RuntimeException> stuck = new HashMap<>();
    for (int seen = 0; seen < DELIVERIES_PER_SHARD_MAX; seen += DELIVERIES_PER_READ_MAX) {
      Instant now = platform.time().now();
      if (!now.isBefore(deadline)) {
        break;
      }
      List<DueDelivery> due = deliveries.due(shard, now, DELIVERIES_PER_READ_MAX);
      int sent = timers.send(takeInHand(due, stuck));
      if (sent > 0) {
        LOG.info("sent {} timers", sent);
      }
      if (due.size() < DELIVERIES_PER_READ_MAX || stuck.keySet().containsAll(due)) {
        break;
      }
    }
    if (!stuck.isEmpty()) {
      // After all the others had their turn, for the function's error metric.
      throw stuck.values().iterator().next();
    }
  }

  /** One that can't be moved on keeps none of the others from their timers. */
  private List<Timers.Waiting> takeInHand(
      List<DueDelivery> due, Map<DueDelivery, RuntimeException> stuck) {
    List<Timers.Waiting> waiting = new ArrayList<>();
    for (DueDelivery delivery : due) {
      Instant now = platform.time().now();
      try {
        if (!stuck.containsKey(delivery) && deliveries.moveDue(delivery, now)) {
          waiting.add(delivery.timer(now));
        }
      } catch (RuntimeException e) {
        LOG.error("{} could not be moved on", delivery, e);
        stuck.put(delivery, e);
      }
    }
    return waiting;
  }
}
