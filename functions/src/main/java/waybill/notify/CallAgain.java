package waybill.notify;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import waybill.notify.gate.Gate;
import waybill.platform.Platform;
import waybill.platform.Retry;

/**
 * What a delivery's timer leads to: a call, if the delivery's row and the endpoint's gate agree.
 */
final class CallAgain {

  private final Platform platform;
  private final Retry retry;
  private final ReceiverStore receivers;
  private final Signers signers;
  private final ClaimStore claims;
  private final GateStore gates;
  private final HoldStore holds;
  private final Gatekeeper keeper;
  private final Courier courier;
  private final Timers timers;

  CallAgain(Platform platform, Courier courier, Gatekeeper keeper) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.receivers = new ReceiverStore(platform);
    this.signers = new Signers(platform);
    this.claims = new ClaimStore(platform);
    this.gates = new GateStore(platform);
    this.holds = new HoldStore(platform);
    this.keeper = keeper;
    this.courier = courier;
    this.timers = new Timers(platform);
  }

  /**
   * @param hasTime whether there is time left for a call
   */
  void by(Timer timer, BooleanSupplier hasTime) {
    Optional<Receiver> receiver = receivers.find(timer.merchantId(), timer.endpointId());
    if (receiver.isEmpty()) {
      claims.settle(timer, Settled.PARKED);
    } else if (timer.attempt() > RetrySchedule.ATTEMPTS_MAX) {
      claims.settle(timer, Settled.EXHAUSTED);
    } else {
      call(timer, receiver.get(), hasTime);
    }
  }

  private void call(Timer timer, Receiver receiver, BooleanSupplier hasTime) {
    Endpoint endpoint = receiver.endpoint();
    String slotId = platform.ids().next("slt_");
    Optional<Gate> free = retry.whileBusy(() -> freeOrHeld(timer, endpoint, slotId));
    if (free.isEmpty()) {
      return;
    }
    // Before it is claimed: without its secrets no call can be made, and no attempt is spent.
    Signer signer = signers.of(endpoint);
    Claiming claiming = claims.claim(timer, receiver.acks());
    if (claiming instanceof Claiming.Mine mine) {
      Calls calls = new Calls(courier, keeper, endpoint, signer, free.get(), hasTime);
      called(endpoint, mine.claim(), calls, slotId);
    } else if (claiming instanceof Claiming.Acknowledged) {
      claims.settle(timer, Settled.ACKNOWLEDGED);
    } else if (claiming instanceof Claiming.Early early) {
      sendAgain(timer, early);
    }
  }

  /** The gate, if it has room for a call; otherwise the delivery is held. */
  private Optional<Gate> freeOrHeld(Timer timer, Endpoint endpoint, String slotId) {
    Gate gate = gates.read(endpoint.endpointId());
    if (endpoint.takesCalls() && admitted(endpoint, gate, slotId).isPresent()) {
      return Optional.of(gate);
    }
    keeper.wake(endpoint, holds.hold(timer, endpoint, gate));
    return Optional.empty();
  }

  /** The room may have gone since; then the call is put off, and counts as no attempt. */
  private void called(Endpoint endpoint, Claim claim, Calls calls, String slotId) {
    if (calls.told(gate -> admitted(endpoint, gate, slotId).orElse(gate)).holds(slotId)) {
      calls.make(claim);
    } else {
      calls.putOff(claim);
    }
    if (calls.notMade().isEmpty()) {
      calls.told(gate -> gate.released(slotId));
    } else {
      keeper.wake(
          endpoint,
          holds.defer(calls.notMade(), endpoint, calls.gate(), gate -> gate.released(slotId)));
    }
  }

  private Optional<Gate> admitted(Endpoint endpoint, Gate gate, String slotId) {
    return gate.admit(slotId, endpoint.rateLimit(), platform.time().now());
  }

  /** With the rest of its delay; a rest that no timer can wait for is the sweeper's. */
  private void sendAgain(Timer timer, Claiming.Early early) {
    Due due = Due.waiting(platform.time().now(), early.nextAttemptAt());
    due.timer().ifPresent(wait -> timers.send(timer, wait));
  }
}
