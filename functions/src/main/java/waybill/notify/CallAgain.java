package waybill.notify;

import java.time.Duration;
import java.time.Instant;
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
    Claiming asked = claims.ask(timer);
    if (asked instanceof Claiming.Early early) {
      sendAgain(timer, early);
    } else if (asked instanceof Claiming.Free free) {
      receivers
          .find(timer.merchantId(), timer.endpointId())
          .ifPresentOrElse(
              receiver -> by(timer, free, receiver.endpoint(), hasTime),
              () -> claims.settle(timer, Settled.PARKED));
    }
  }

  private void by(Timer timer, Claiming.Free asked, Endpoint endpoint, BooleanSupplier hasTime) {
    if (timer.attempt() > RetrySchedule.ATTEMPTS_MAX) {
      claims.settle(timer, Settled.EXHAUSTED);
      return;
    }
    // Before anything is taken: without its secrets no call can be made.
    Signer signer = signers.of(endpoint);
    // Of this very attempt, so that copies of its timer don't take it for somebody else's.
    String slotId = timer.seq() + "#" + timer.round() + "#" + timer.attempt();
    Optional<Gate> gate = retry.whileBusy(() -> slotOrHeld(timer, asked, endpoint, slotId));
    if (gate.isPresent()) {
      Calls calls = new Calls(courier, keeper, endpoint, signer, gate.get(), hasTime);
      boolean isAsRead;
      try {
        isAsRead = call(timer, asked, endpoint, calls);
      } finally {
        calls.end(holds, known -> known.released(slotId));
      }
      if (!isAsRead) {
        timers.send(timer, Duration.ZERO);
      }
    }
  }

  /**
   * The gate with a slot of ours, if it has one; otherwise the delivery is held, unless a copy of
   * the timer is at it.
   */
  private Optional<Gate> slotOrHeld(
      Timer timer, Claiming.Free asked, Endpoint endpoint, String slotId) {
    Gate known = gates.read(endpoint.endpointId());
    if (endpoint.takesCalls()) {
      Instant now = platform.time().now();
      GateStore.Change change =
          gates.change(endpoint, known, gate -> admitted(endpoint, gate, slotId));
      if (change.after().holds(slotId, now)) {
        return Optional.of(change.after()).filter(gate -> !change.before().holds(slotId, now));
      }
      known = change.after();
    }
    keeper.wake(endpoint, holds.hold(timer, asked.crashed(), endpoint, known));
    return Optional.empty();
  }

  /**
   * The endpoint is read once more: an acknowledgement that was answered meanwhile forbids the
   * call, and any other change holds for it. Nothing is done and false returned where there was
   * one.
   */
  private boolean call(Timer timer, Claiming.Free asked, Endpoint endpoint, Calls calls) {
    Optional<Acks> acks = receivers.acksIfStill(endpoint);
    if (acks.isEmpty()) {
      return false;
    }
    Claiming claiming = claims.claim(timer, acks.get(), asked.crashed());
    if (claiming instanceof Claiming.Mine mine) {
      calls.make(mine.claim());
    } else if (claiming instanceof Claiming.Acknowledged) {
      claims.settle(timer, Settled.ACKNOWLEDGED);
    } else if (claiming instanceof Claiming.Early early) {
      sendAgain(timer, early);
    }
    return true;
  }

  private Gate admitted(Endpoint endpoint, Gate gate, String slotId) {
    Instant now = platform.time().now();
    return gate.admit(slotId, endpoint.rateLimit(), now).orElse(gate);
  }

  /** With the rest of its delay; a rest that no timer can wait for is the sweeper's. */
  private void sendAgain(Timer timer, Claiming.Early early) {
    Due due = Due.waiting(platform.time().now(), early.nextAttemptAt());
    due.timer().ifPresent(wait -> timers.send(timer, wait));
  }
}
