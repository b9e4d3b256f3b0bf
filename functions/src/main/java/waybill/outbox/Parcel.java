package waybill.outbox;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import waybill.platform.Queue;
import waybill.platform.Queues.Letter;
import waybill.platform.Queues.Result;

/** A row on its way to its queues, and what has become of it so far. */
final class Parcel {

  private final OutboxItem item;
  private final Letter letter;
  private final List<Queue> route;
  private final Map<Queue, Result.Failed> failures = new EnumMap<>(Queue.class);
  private boolean isAtFault;
  private boolean isWaiting;
  private Failure failure;

  private Parcel(OutboxItem item, Letter letter, List<Queue> route) {
    this.item = item;
    this.letter = letter;
    this.route = route;
  }

  static Parcel addressed(OutboxItem item, Letter letter, List<Queue> route) {
    return new Parcel(item, letter, route);
  }

  /** Not to be sent in this run. */
  static Parcel waiting(OutboxItem item, Letter letter) {
    Parcel parcel = new Parcel(item, letter, List.of());
    parcel.isWaiting = true;
    return parcel;
  }

  /** Nobody can read it. */
  static Parcel refused(OutboxItem item, Failure why) {
    Parcel parcel = new Parcel(item, null, List.of());
    parcel.isAtFault = true;
    parcel.failure = why;
    return parcel;
  }

  OutboxItem item() {
    return item;
  }

  Letter letter() {
    return letter;
  }

  List<Queue> route() {
    return route;
  }

  /** One queue that refuses is enough to need a person, whatever the others say. */
  void note(Queue queue, Result result) {
    if (result instanceof Result.Refused refused) {
      isAtFault = true;
      failure = new Failure(refused.errorClass(), refused.reason());
    } else if (result instanceof Result.Failed failed && !isAtFault) {
      failures.put(queue, failed);
      failure = new Failure(failed.errorClass(), failed.reason());
    }
  }

  /** A copy more for another queue would only be one too many: the row comes again. */
  boolean isStopped() {
    return isAtFault || isWaiting || !failures.isEmpty();
  }

  /** What is to be done with the row. */
  enum End {
    SENT,
    /** It stays PENDING, and its next try comes after a pause. */
    FAILED,
    /** It stays PENDING as it is. */
    WAITING,
    AT_FAULT
  }

  End end(Traffic traffic, String now) {
    if (isAtFault || (!failures.isEmpty() && tries(traffic, now).areAtFault())) {
      return End.AT_FAULT;
    }
    if (!failures.isEmpty()) {
      return End.FAILED;
    }
    return isWaiting ? End.WAITING : End.SENT;
  }

  /** Tries with the one that has just failed. */
  Tries tries(Traffic traffic, String now) {
    boolean isStrike =
        failures.entrySet().stream()
            .anyMatch(each -> each.getValue().isOfThis() && traffic.isTaking(each.getKey()));
    return item.tries().andOneMore(isStrike, now);
  }

  Failure failure() {
    return failure;
  }
}
