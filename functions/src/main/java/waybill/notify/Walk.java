package waybill.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import waybill.notify.gate.Gate;
import waybill.notify.gate.Rate;
import waybill.notify.gate.Span;
import waybill.notify.gate.Walks;
import waybill.platform.Lanes;
import waybill.platform.Platform;

/** One walk over an endpoint's held deliveries, in the order of their numbers. */
final class Walk {

  /** Of an endpoint without a limit of its own, so that no server is run over. */
  static final int CALLS_PER_SECOND_MAX = 20;

  /** Held deliveries among which a probe is chosen. */
  private static final int PROBE_PAGES_MAX = 5;

  private static final Comparator<Held> FEWEST_ATTEMPTS =
      Comparator.comparingInt(Held::attempt).thenComparingLong(Held::seq);

  private final Platform platform;
  private final Lanes lanes;
  private final ReceiverStore receivers;
  private final HoldStore holds;
  private final HeldStore deliveries;
  private final Endpoint endpoint;
  private final Walks.May may;
  private final Calls calls;
  private Acks acks;
  private Optional<Span> rest;
  private Instant nextCallAt;
  private Rate reservation;
  private int reserved;
  private boolean hasProbed;

  Walk(Platform platform, Lanes lanes, Receiver receiver, Walks.May may, Calls calls) {
    this.platform = platform;
    this.lanes = lanes;
    this.holds = new HoldStore(platform);
    this.deliveries = new HeldStore(platform);
    this.receivers = new ReceiverStore(platform);
    this.endpoint = receiver.endpoint();
    this.acks = receiver.acks();
    this.may = may;
    this.calls = calls;
    this.rest = Optional.of(may.span());
    this.nextCallAt = platform.time().now();
  }

  void run() {
    if (may.isProbe()) {
      probe();
      return;
    }
    while (rest.isPresent() && !calls.isOver()) {
      HeldStore.Page page = deliveries.page(endpoint, rest.get());
      if (!goesOnAfter(page)) {
        return;
      }
      rest = page.next();
    }
  }

  /** What could not be seen, and who could not be called, is the next walk's. */
  void end(String slotId) {
    boolean isInVain = may.isProbe() && !hasProbed;
    calls.end(
        holds,
        gate -> {
          Instant now = platform.time().now();
          Gate seen = reservation == null ? gate : gate.givingBack(reservation, nextCallAt);
          return Walks.end(isInVain ? Walks.notProbed(seen, now) : seen, slotId, rest, now);
        });
  }

  /**
   * The due delivery with the fewest attempts: so none spends its attempts on finding out. Looked
   * for among the first that are held, or as long as none is found.
   */
  private void probe() {
    Optional<Held> fewest = Optional.empty();
    int pages = 0;
    do {
      HeldStore.Page page = deliveries.page(endpoint, rest.get());
      Stream<Held> found = unsettled(page.held()).stream();
      fewest = Stream.concat(fewest.stream(), found).min(FEWEST_ATTEMPTS);
      rest = page.next();
      pages++;
    } while (rest.isPresent()
        && !calls.isOver()
        && (fewest.isEmpty() || fewest.get().attempt() > 0 && pages < PROBE_PAGES_MAX));
    if (fewest.isPresent()) {
      rest = Optional.of(may.span());
      // It may have taken a while to find it.
      hasProbed = isStillAsRead() && call(fewest.get());
    }
  }

  private boolean goesOnAfter(HeldStore.Page page) {
    List<Held> held = unsettled(page.held());
    for (int from = 0; from < held.size(); from += may.calls()) {
      List<Held> next = held.subList(from, Math.min(from + may.calls(), held.size()));
      rest = Optional.of(new Span(next.get(0).seq(), may.span().to()));
      awaitTurn(next.size());
      if (calls.isOver() || !isStillAsRead()) {
        return false;
      }
      turnIsTaken(next.size());
      lanes.workOff(next, may.calls(), this::call);
      if (calls.gate().isRamping() && !calls.told(UnaryOperator.identity()).isRamping()) {
        return false;
      }
    }
    return true;
  }

  /**
   * What the merchant said meanwhile holds from the next call: an acknowledgement, a pause, another
   * URL, limit or secret. For all but the first another walk begins, by what is said now.
   */
  private boolean isStillAsRead() {
    Optional<Acks> now = receivers.acksIfStill(endpoint);
    acks = now.orElse(acks);
    return now.isPresent();
  }

  /** Whether it was claimed. */
  private boolean call(Held held) {
    Optional<Claim> claim = isSettled(held) ? Optional.empty() : deliveries.claim(held);
    claim.ifPresent(calls::make);
    return claim.isPresent();
  }

  /** Those for which a call is to be made; the others cost no turn. */
  private List<Held> unsettled(List<Held> held) {
    return held.stream().filter(each -> !isSettled(each)).toList();
  }

  private boolean isSettled(Held held) {
    if (acks.cover(held.seq(), held.ackN())) {
      deliveries.settle(held, Settled.ACKNOWLEDGED);
      return true;
    }
    if (held.attempt() >= RetrySchedule.ATTEMPTS_MAX) {
      deliveries.settle(held, Settled.EXHAUSTED);
      return true;
    }
    return false;
  }

  /** Calls at an even distance: the endpoint's own, of times that are reserved, or ours. */
  private void awaitTurn(int count) {
    OptionalInt limit = endpoint.rateLimit();
    Instant now = platform.time().now();
    if (limit.isPresent() && reserved < count) {
      reserved = Math.max(count, limit.getAsInt() - limit.getAsInt() % may.calls());
      Gate reserving = calls.told(gate -> gate.reserving(limit.getAsInt(), reserved, now));
      reservation = reserving.rate();
      nextCallAt = reservation.firstOf(reserved, limit.getAsInt());
    }
    if (nextCallAt.isAfter(now)) {
      sleep(Duration.between(now, nextCallAt));
    } else if (limit.isEmpty()) {
      nextCallAt = now;
    }
  }

  private void turnIsTaken(int count) {
    Duration distance = Rate.distance(endpoint.rateLimit().orElse(CALLS_PER_SECOND_MAX));
    nextCallAt = nextCallAt.plus(distance.multipliedBy(count));
    reserved -= count;
  }

  private void sleep(Duration span) {
    try {
      platform.time().sleep(span);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
