package waybill.notify;

import java.util.Optional;
import waybill.notify.gate.Gate;
import waybill.platform.Platform;
import waybill.platform.Retry;

/** What a merchant changes of its endpoints, and what follows of it for what is held for them. */
public final class EndpointChanges {

  private final Platform platform;
  private final Retry retry;
  private final EndpointStore endpoints;
  private final EndpointChangeStore changes;
  private final StatusStore statuses;
  private final GateStore gates;
  private final Gatekeeper keeper;

  public EndpointChanges(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.endpoints = new EndpointStore(platform);
    this.changes = new EndpointChangeStore(platform);
    this.statuses = new StatusStore(platform);
    this.gates = new GateStore(platform);
    this.keeper = new Gatekeeper(platform);
  }

  /**
   * Calls that begin afterwards go by the change. An endpoint that takes calls again gets what was
   * held for it, at a bounded rate; one with another URL is not held to what the old server did.
   * False when there is no such endpoint.
   */
  public boolean change(String merchantId, String endpointId, EndpointChange change) {
    boolean[] isTried = {false};
    return retry.whileBusy(
        () -> {
          Optional<Endpoint> endpoint = endpoints.find(merchantId, endpointId);
          if (endpoint.isEmpty()) {
            return false;
          }
          if (change.concernsGate(endpoint.get())) {
            isTried[0] = true;
            return withGate(endpoint.get(), change);
          }
          if (isTried[0]) {
            // Perhaps we did it, and the answer was lost: then nobody was woken yet.
            keeper.wake(endpoint.get(), new GateStore.Change(Gate.NEW, gates.read(endpointId)));
          }
          EndpointChange rest = change.of(endpoint.get());
          return rest.hasNoFields() || changes.change(merchantId, endpointId, rest);
        });
  }

  private boolean withGate(Endpoint endpoint, EndpointChange change) {
    Optional<GateStore.Change> changed =
        statuses.change(
            endpoint,
            change.status().orElse(endpoint.status()),
            EndpointChangeStore.update(change, platform.time().now()),
            gates.read(endpoint.endpointId()),
            gate -> true);
    if (changed.isEmpty()) {
      throw Retry.again("the endpoint was changed meanwhile");
    }
    keeper.wake(endpoint, changed.get());
    return true;
  }
}
