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
import waybill.notify.gate.Span;
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
  private final ClaimStore claims;
  private final Gatekeeper keeper;
  private final Endpoint endpoint;
  private final Gate.Walk may;
  private final Calls calls;
  private Acks acks;
  private Optional<Span> rest;
  private Instant nextCallAt;
  private Instant reservedUntil = Instant.EPOCH;
  private int reserved;

  Walk(
      Platform platform,
      Lanes lanes,
      Gatekeeper keeper,
      Receiver receiver,
      Gate.Walk may,
      Calls calls) {
    this.platform = platform;
    this.lanes = lanes;
    this.holds = new HoldStore(platform);
    this.claims = new ClaimStore(platform);
    this.receivers = new ReceiverStore(platform);
    this.keeper = keeper;
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
      HoldStore.Page page = holds.page(endpoint, rest.get());
      if (!goesOnAfter(page)) {
        return;
      }
      rest = page.next();
    }
  }

  /** What could not be seen, and who could not be called, is the next walk's. */
  void end(String slotId) {
    if (!calls.notMade().isEmpty()) {
      keeper.wake(
          endpoint, holds.defer(calls.notMade(), endpoint, calls.gate(), UnaryOperator.identity()));
    }
    calls.told(
        gate ->
            gate.givingBack(reservedUntil, nextCallAt).walked(slotId, rest, platform.time().now()));
  }

  /** The due delivery with the fewest attempts: so none spends its attempts on finding out. */
  private void probe() {
    Optional<Held> fewest = Optional.empty();
    Optional<Span> unseen = rest;
    for (int pages = 0; pages < PROBE_PAGES_MAX && unseen.isPresent(); pages++) {
      HoldStore.Page page = holds.page(endpoint, unseen.get());
      fewest =
          Stream.concat(fewest.stream(), page.held().stream().filter(held -> !isSettled(held)))
              .min(FEWEST_ATTEMPTS);
      unseen =
          fewest.filter(held -> held.attempt() == 0).isPresent() ? Optional.empty() : page.next();
    }
    if (fewest.isEmpty()) {
      rest = unseen;
    }
    fewest.ifPresent(this::call);
  }

  private boolean goesOnAfter(HoldStore.Page page) {
    List<Held> held = page.held();
    for (int from = 0; from < held.size(); from += may.calls()) {
      List<Held> next = held.subList(from, Math.min(from + may.calls(), held.size()));
      rest = Optional.of(new Span(next.get(0).seq(), may.span().to()));
      awaitTurn(next.size());
      if (calls.isOver() || !isStillActive()) {
        return false;
      }
      turnIsTaken(next.size());
      lanes.workOff(next, may.calls(), this::call);
      boolean wasRamping = calls.gate().isRamping();
      if (wasRamping && !calls.told(UnaryOperator.identity()).isRamping()) {
        return false;
      }
    }
    return true;
  }

  /**
   * What the merchant said meanwhile, by a pause or an acknowledgement, holds from the next call.
   */
  private boolean isStillActive() {
    Optional<Receiver> now = receivers.find(endpoint.merchantId(), endpoint.endpointId());
    now.ifPresent(receiver -> acks = receiver.acks());
    return now.filter(receiver -> receiver.endpoint().takesCalls()).isPresent();
  }

  private void call(Held held) {
    if (!isSettled(held)) {
      claims.claim(held).ifPresent(calls::make);
    }
  }

  private boolean isSettled(Held held) {
    if (!acks.cover(held.seq(), held.ackN())) {
      return false;
    }
    claims.settle(held);
    return true;
  }

  /** Calls at an even distance: the endpoint's own, of times that are reserved, or ours. */
  private void awaitTurn(int count) {
    OptionalInt limit = endpoint.rateLimit();
    Instant now = platform.time().now();
    if (limit.isPresent() && reserved < count) {
      reserved = Math.max(count, limit.getAsInt() - limit.getAsInt() % may.calls());
      Gate reserving = calls.told(gate -> gate.reserving(limit.getAsInt(), reserved, now));
      nextCallAt = reserving.firstOfReserved(limit.getAsInt(), reserved);
      reservedUntil = reserving.nextCallAt();
    }
    if (nextCallAt.isAfter(now)) {
      sleep(Duration.between(now, nextCallAt));
    } else if (limit.isEmpty()) {
      nextCallAt = now;
    }
  }

  private void turnIsTaken(int count) {
    Duration distance = Gate.distance(endpoint.rateLimit().orElse(CALLS_PER_SECOND_MAX));
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
