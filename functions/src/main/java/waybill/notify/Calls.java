package waybill.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.notify.call.MerchantClient.Answer;
import waybill.notify.call.Result;
import waybill.notify.gate.Gate;
import waybill.notify.gate.Outcomes;

/**
 * Claimed deliveries of one endpoint, called one after another or side by side, for as long as its
 * gate lets them. Its methods may be called by several threads.
 */
final class Calls {

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private final Courier courier;
  private final Gatekeeper keeper;
  private final Endpoint endpoint;
  private final Signer signer;
  private final BooleanSupplier hasTime;
  private final List<Claim> notMade = new ArrayList<>();
  private Gate gate;
  private int successes;
  private boolean isStopped;

  /**
   * @param gate the endpoint's, as it was lately
   * @param hasTime whether there is time left for one more call
   */
  Calls(
      Courier courier,
      Gatekeeper keeper,
      Endpoint endpoint,
      Signer signer,
      Gate gate,
      BooleanSupplier hasTime) {
    this.courier = courier;
    this.keeper = keeper;
    this.endpoint = endpoint;
    this.signer = signer;
    this.gate = gate;
    this.hasTime = hasTime;
  }

  /** Makes the call, unless the others have shown that there is to be none. */
  void make(Claim claim) {
    if (isOver()) {
      putOff(claim);
      return;
    }
    Answer answer;
    try {
      answer = courier.deliver(endpoint, signer, claim);
    } catch (RuntimeException e) {
      // The row says that it is being called; when the lease is over, the sweeper sees to it.
      LOG.error("the end of attempt {} of {} is lost", claim.attempt(), claim.eventId(), e);
      return;
    }
    if (answer.result() == Result.ACKNOWLEDGED) {
      succeeded();
    } else {
      failed(claim, answer);
    }
  }

  /** Its call is not made. */
  synchronized void putOff(Claim claim) {
    notMade.add(claim);
  }

  /** Nothing more is to be called: there is no time, or the server has shown what it is like. */
  synchronized boolean isOver() {
    return isStopped || !hasTime.getAsBoolean();
  }

  /** Tells the gate what it was not told yet. */
  Gate told(UnaryOperator<Gate> change) {
    return tell(List.of(), change);
  }

  /**
   * What was claimed and not called is held, as if it had not been claimed; and the gate is told
   * what it was not told yet, also when the first of these failed.
   */
  void end(HoldStore holds, UnaryOperator<Gate> change) {
    try {
      holdNotMade(holds);
    } finally {
      told(change);
    }
  }

  private void holdNotMade(HoldStore holds) {
    List<Claim> claims = notMade();
    if (!claims.isEmpty()) {
      GateStore.Change held = holds.defer(claims, endpoint, gate());
      keeper.wake(endpoint, held);
      now(held.after());
    }
  }

  synchronized Gate gate() {
    return gate;
  }

  synchronized List<Claim> notMade() {
    return List.copyOf(notMade);
  }

  private synchronized void succeeded() {
    successes++;
  }

  /** The delivery's own end is written by now: what fails here concerns the others' calls only. */
  private void failed(Claim claim, Answer answer) {
    try {
      if (answer.isGone()) {
        stop();
        keeper.disable(endpoint, gate());
      } else if (!tell(List.of(claim.seq()), UnaryOperator.identity()).isCalled()) {
        stop();
      }
    } catch (RuntimeException e) {
      LOG.error("the gate of {} was not told of a failure", endpoint, e);
    }
  }

  /** Without the lock while it waits for the table: other calls end meanwhile. */
  private Gate tell(List<Long> failed, UnaryOperator<Gate> change) {
    Gate told = keeper.ended(endpoint, gate(), Outcomes.of(takeSuccesses(), failed), change);
    now(told);
    return told;
  }

  private synchronized int takeSuccesses() {
    int taken = successes;
    successes = 0;
    return taken;
  }

  /** What is known lately; others may have changed it since. */
  private synchronized void now(Gate seen) {
    if (seen.version() >= gate.version()) {
      gate = seen;
    }
  }

  private synchronized void stop() {
    isStopped = true;
  }
}
