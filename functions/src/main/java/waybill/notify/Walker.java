package waybill.notify;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import waybill.notify.gate.Gate;
import waybill.platform.Lanes;
import waybill.platform.Platform;

/**
 * Brings held deliveries back. A walk is begun and ended in the endpoint's gate, and nobody else
 * walks the same endpoint meanwhile; one that dies is taken up by the next, which the sweeper
 * starts when the walk's time is over.
 */
final class Walker {

  private final Platform platform;
  private final Lanes lanes;
  private final ReceiverStore receivers;
  private final Signers signers;
  private final GateStore gates;
  private final Gatekeeper keeper;
  private final Courier courier;

  Walker(Platform platform, Lanes lanes, Courier courier, Gatekeeper keeper) {
    this.platform = platform;
    this.lanes = lanes;
    this.receivers = new ReceiverStore(platform);
    this.signers = new Signers(platform);
    this.gates = new GateStore(platform);
    this.keeper = keeper;
    this.courier = courier;
  }

  /**
   * A gate's timer. What it finds that may not be called stays held: whoever makes the endpoint
   * take calls again wakes its gate.
   *
   * @param hasTime whether there is time left for one more call
   */
  void by(Timer timer, BooleanSupplier hasTime) {
    receivers
        .find(timer.merchantId(), timer.endpointId())
        .filter(receiver -> receiver.endpoint().takesCalls())
        .ifPresent(receiver -> walk(receiver, hasTime));
  }

  private void walk(Receiver receiver, BooleanSupplier hasTime) {
    Endpoint endpoint = receiver.endpoint();
    String slotId = platform.ids().next("slt_");
    Signer signer = signers.of(endpoint);
    Gate known = gates.read(endpoint.endpointId());
    GateStore.Change begun = gates.change(endpoint, known, gate -> begun(gate, slotId));
    Optional<Gate.Walk> may = begun.after().walkOf(slotId);
    if (may.isEmpty()) {
      keeper.wake(endpoint, begun);
      return;
    }
    Calls calls = new Calls(courier, keeper, endpoint, signer, begun.after(), hasTime);
    Walk walk = new Walk(platform, lanes, keeper, receiver, may.get(), calls);
    try {
      walk.run();
    } finally {
      walk.end(slotId);
    }
  }

  private Gate begun(Gate gate, String slotId) {
    Instant now = platform.time().now();
    return gate.walking(slotId, now).orElseGet(() -> gate.isDue(now) ? gate.notWalked(now) : gate);
  }
}
