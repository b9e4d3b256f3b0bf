package waybill.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import waybill.notify.gate.Gate;
import waybill.notify.gate.Walks;
import waybill.platform.Lanes;
import waybill.platform.Platform;

/**
 * Brings held deliveries back. A walk is begun and ended in the endpoint's gate, and nobody else
 * walks the same endpoint meanwhile; one that dies is taken up by the next, which the sweeper
 * starts when the walk's time is over.
 */
final class Walker {

  /** Then others' timers in the queue have their turn. */
  private static final Duration WALK_MAX = Duration.ofSeconds(5);

  /** Clocks differ by less; what comes earlier is a timer for a time that has changed. */
  private static final Duration EARLY_MAX = Duration.ofSeconds(5);

  private final Platform platform;
  private final Lanes lanes;
  private final ReceiverStore receivers;
  private final Signers signers;
  private final GateStore gates;
  private final Gatekeeper keeper;
  private final Courier courier;
  private final Timers timers;

  Walker(Platform platform, Lanes lanes, Courier courier, Gatekeeper keeper) {
    this.platform = platform;
    this.lanes = lanes;
    this.receivers = new ReceiverStore(platform);
    this.signers = new Signers(platform);
    this.gates = new GateStore(platform);
    this.keeper = keeper;
    this.courier = courier;
    this.timers = new Timers(platform);
  }

  /**
   * A gate's timer.
   *
   * @param hasTime whether there is time left for one more call
   */
  void by(Timer timer, BooleanSupplier hasTime) {
    // In this order: an endpoint that takes no calls now took none when its gate was read, or
    // the gate has changed since.
    Gate known = gates.read(timer.endpointId());
    Optional<Receiver> receiver = receivers.find(timer.merchantId(), timer.endpointId());
    if (receiver.filter(each -> each.endpoint().takesCalls()).isPresent()) {
      walk(timer, receiver.get(), known, hasTime);
    } else {
      gates.change(
          timer.merchantId(),
          timer.endpointId(),
          known,
          gate -> gate.version() == known.version() ? gate.asleep() : gate);
    }
  }

  private void walk(Timer timer, Receiver receiver, Gate known, BooleanSupplier hasTime) {
    Endpoint endpoint = receiver.endpoint();
    Signer signer = signers.of(endpoint);
    String slotId = platform.ids().next("slt_");
    GateStore.Change begun =
        gates.change(endpoint, known, gate -> Walks.begin(gate, slotId, platform.time().now()));
    Optional<Walks.May> may = Walks.of(begun.after(), slotId);
    if (may.isEmpty()) {
      wakeLater(timer, endpoint, begun);
      return;
    }
    Instant end = platform.time().now().plus(WALK_MAX);
    Calls calls =
        new Calls(
            courier,
            keeper,
            endpoint,
            signer,
            begun.after(),
            () -> hasTime.getAsBoolean() && platform.time().now().isBefore(end));
    Walk walk = new Walk(platform, lanes, receiver, may.get(), calls);
    try {
      walk.run();
    } finally {
      walk.end(slotId);
    }
  }

  /** A timer that came early, by another clock than the gate's writer's, waits for the rest. */
  private void wakeLater(Timer timer, Endpoint endpoint, GateStore.Change change) {
    keeper.wake(endpoint, change);
    Instant now = platform.time().now();
    change
        .after()
        .wakeAt()
        .filter(at -> change.newWakeAt().isEmpty())
        .map(at -> Duration.between(now, at))
        .filter(rest -> !rest.isNegative() && rest.compareTo(EARLY_MAX) <= 0)
        .ifPresent(rest -> timers.send(timer, rest));
  }
}
