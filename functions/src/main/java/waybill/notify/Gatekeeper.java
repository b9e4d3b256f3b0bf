package waybill.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.notify.gate.Gate;
import waybill.notify.gate.Outcomes;
import waybill.notify.gate.Walks;
import waybill.platform.Metric;
import waybill.platform.Platform;
import waybill.platform.Update;

/** Tells gates how calls ended, and does what follows of it. */
final class Gatekeeper {

  private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);

  private final Platform platform;
  private final GateStore gates;
  private final StatusStore statuses;
  private final Timers timers;
  private final Successes successes = new Successes();

  Gatekeeper(Platform platform) {
    this.platform = platform;
    this.gates = new GateStore(platform);
    this.statuses = new StatusStore(platform);
    this.timers = new Timers(platform);
  }

  /**
   * Calls of an endpoint ended. Successes of a healthy endpoint are only remembered, so that they
   * cost nothing, until there is a failure to weigh them against.
   *
   * @param known the gate as it was lately
   * @param change what else becomes of the gate
   * @return the gate as it is now, as far as is known
   */
  Gate ended(Endpoint endpoint, Gate known, Outcomes outcomes, UnaryOperator<Gate> change) {
    Instant now = platform.time().now();
    boolean isToldNow = outcomes.hasFailures() || known.weighsSuccesses(now);
    if (!isToldNow) {
      successes.add(endpoint.endpointId(), outcomes.successes(), now);
    }
    Outcomes told =
        isToldNow
            ? outcomes.withEarlier(successes.take(endpoint.endpointId(), now))
            : Outcomes.NONE;
    GateStore.Change ended =
        gates.change(endpoint, known, gate -> change.apply(told(endpoint, gate, told, now)));
    tell(endpoint, ended, now);
    wake(endpoint, ended);
    return ended.after();
  }

  /** The endpoint takes no more calls, unless that was changed by somebody else meanwhile. */
  void disable(Endpoint endpoint, Gate known) {
    disable(endpoint, known, gate -> true);
  }

  /**
   * @param isToBe asked of the gate as it is in the end: a success may have come meanwhile
   */
  private void disable(Endpoint endpoint, Gate known, Predicate<Gate> isToBe) {
    if (statuses
        .change(endpoint, EndpointStatus.DISABLED, new Update(), known, isToBe)
        .isPresent()) {
      LOG.warn("waybill.endpoint.disabled: {}", endpoint);
      platform.metrics().put(Metric.ENDPOINTS_DISABLED, 1);
    }
  }

  /** A timer for whoever looks for what is held, when that has a new time. */
  void wake(Endpoint endpoint, GateStore.Change change) {
    change
        .newWakeAt()
        .ifPresent(
            at -> {
              Instant now = platform.time().now();
              boolean isDue = Walks.isDue(change.after(), now);
              timers.send(
                  Timer.ofGate(endpoint), isDue ? Duration.ZERO : Duration.between(now, at));
            });
  }

  /** Calls to a server that the endpoint has no more say nothing of the one that it has. */
  private static Gate told(Endpoint endpoint, Gate gate, Outcomes outcomes, Instant now) {
    return gate.isOf(endpoint.epoch()) ? gate.after(outcomes, now) : gate;
  }

  private void tell(Endpoint endpoint, GateStore.Change change, Instant now) {
    Gate after = change.after();
    if (after.isOpen() && !change.before().isOpen() && !change.before().isRamping()) {
      LOG.warn("waybill.endpoint.breaker.opened: {}", endpoint);
      platform.metrics().put(Metric.BREAKERS_OPENED, 1);
    }
    if (after.warnedPercent() > change.before().warnedPercent()) {
      LOG.warn(
          "waybill.endpoint.failing: {} has spent {} % of what it may fail before it is disabled",
          endpoint, after.warnedPercent());
      platform.metrics().put(Metric.ENDPOINTS_FAILING, 1);
    }
    if (after.isBudgetSpent(now)) {
      disable(endpoint, after, gate -> gate.isBudgetSpent(now));
    }
  }
}
