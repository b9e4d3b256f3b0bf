package waybill.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.platform.Cancellation;
import waybill.platform.Item;
import waybill.platform.Metric;
import waybill.platform.Platform;
import waybill.platform.Retry;

/** Makes deliveries: gives out the endpoint's numbers, without a gap. */
final class IntakeStore {

  /** Two rows for each, and two for the endpoint, are well under a transaction's 100. */
  static final int EVENTS_MAX = 25;

  private final Platform platform;
  private final Retry retry;
  private final IntakeWriteStore transaction;
  private final RunStore runs;
  private final TurnStore turns;

  IntakeStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.transaction = new IntakeWriteStore(platform);
    this.runs = new RunStore(platform);
    this.turns = new TurnStore(platform);
  }

  /**
   * What there is to do after an intake.
   *
   * @param claims deliveries whose first attempt is claimed, to be called by so many lanes
   * @param gate what became of the endpoint's gate
   */
  record Taken(List<Claim> claims, int lanes, GateStore.Change gate) {}

  /**
   * A delivery for each event, with the endpoint's next numbers, their markers, and the first
   * attempts already claimed, or nothing of it. Events that were taken before are passed over; what
   * may not be called now is held. Empty when there is nothing to do: all are duplicates, or the
   * endpoint was deleted meanwhile.
   */
  Optional<Taken> take(List<Notice> notices, Recipient recipient) {
    List<IntakePlan.Entry> left = new ArrayList<>();
    for (Notice notice : once(notices, recipient)) {
      left.add(new IntakePlan.Entry(notice, platform.ids().next("clm_")));
    }
    List<IntakePlan> sent = new ArrayList<>();
    Turn turn = new Turn(platform.ids().next("trn_"));
    return retry.whileBusy(
        () -> {
          if (left.isEmpty() || !hasTurn(recipient, turn)) {
            return Optional.empty();
          }
          IntakePlan plan = plan(left, recipient);
          sent.add(plan);
          try {
            transaction.write(plan, recipient);
            return Optional.of(taken(plan, recipient));
          } catch (TransactionCanceledException e) {
            return resolve(e, left, sent, recipient);
          }
        });
  }

  /** The first to come needs none, where nobody was in anybody's way lately. */
  private boolean hasTurn(Recipient recipient, Turn turn) {
    boolean isLate = turn.isBegunAgain();
    return !isLate && !recipient.takesTurns(platform.time().now())
        || turns.take(recipient, turn.id(), isLate);
  }

  /** A message that stands twice in a batch is one event. */
  private List<Notice> once(List<Notice> notices, Recipient recipient) {
    Set<String> seen = new HashSet<>();
    List<Notice> once =
        notices.stream()
            .filter(notice -> seen.add(notice.eventId(recipient.endpoint().endpointId())))
            .toList();
    platform.metrics().count(Metric.DUPLICATES_SUPPRESSED, notices.size() - once.size());
    return once;
  }

  private IntakePlan plan(List<IntakePlan.Entry> entries, Recipient recipient) {
    Instant now = platform.time().now();
    boolean isCalled = recipient.gate().admit(1, recipient.endpoint().rateLimit(), now).calls() > 0;
    if (isCalled && recipient.runs().free(now) < Math.min(entries.size(), Runs.LANES_MAX)) {
      recipient.now(
          recipient.lastSeq(),
          runs.stillCalled(recipient.endpoint().endpointId(), recipient.runs(), now));
    }
    return IntakePlan.of(List.copyOf(entries), recipient, now);
  }

  private Taken taken(IntakePlan plan, Recipient recipient) {
    GateStore.Change change = plan.written();
    recipient.now(change.after());
    recipient.now(plan.lastSeq(), plan.runs());
    return new Taken(plan.called(), plan.lanes(), change);
  }

  private Optional<Taken> resolve(
      TransactionCanceledException e,
      List<IntakePlan.Entry> left,
      List<IntakePlan> sent,
      Recipient recipient) {
    Cancellation why = Cancellation.of(e);
    if (why.isContention()) {
      throw e;
    }
    int tried = left.size();
    Optional<Taken> ours = removeTaken(why, left, sent, recipient);
    if (ours.isPresent()) {
      return ours;
    }
    // Whoever was in the way: the next try takes its turn, and sees what is written by then.
    int gate = IntakeWriteStore.gate(sent.get(sent.size() - 1));
    boolean isStale =
        why.conditionFailedAt(IntakeWriteStore.SEQUENCE)
            || why.conditionFailedAt(gate)
            || left.size() < tried;
    throw Retry.staleIf(isStale, e);
  }

  /**
   * Removes those whose marker stands. When it is by an earlier write of our own, whose answer was
   * lost, that write is what was taken.
   */
  private Optional<Taken> removeTaken(
      Cancellation why, List<IntakePlan.Entry> left, List<IntakePlan> sent, Recipient recipient) {
    List<IntakePlan.Entry> tried = sent.get(sent.size() - 1).entries();
    int duplicates = 0;
    for (int i = 0; i < tried.size(); i++) {
      int marker = IntakeWriteStore.marker(i);
      if (!why.conditionFailedAt(marker)) {
        continue;
      }
      Item found = Item.of(why.oldItemAt(marker));
      if (found.text("claimId").equals(tried.get(i).claimId())) {
        // The last one that fits: after one that stands, every other has a higher number.
        return sent.stream()
            .filter(plan -> plan.holds(found.number("n"), found.text("claimId")))
            .reduce((earlier, later) -> later)
            .map(plan -> taken(plan, recipient));
      }
      left.remove(tried.get(i));
      duplicates++;
    }
    platform.metrics().count(Metric.DUPLICATES_SUPPRESSED, duplicates);
    return Optional.empty();
  }
}
