package waybill.outbox;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import waybill.platform.Queue;

/**
 * What one run has seen of the queues: one that nothing gets through to is not tried again in this
 * run, and one that took a message is not down, whatever becomes of another message.
 */
public final class Traffic {

  private final Set<Queue> down = EnumSet.noneOf(Queue.class);
  private final Set<Queue> taking = EnumSet.noneOf(Queue.class);

  void isDown(Queue queue) {
    down.add(queue);
  }

  void takes(Queue queue) {
    taking.add(queue);
  }

  boolean anyDown(List<Queue> route) {
    return route.stream().anyMatch(down::contains);
  }

  boolean isTaking(Queue queue) {
    return taking.contains(queue);
  }
}
