package waybill.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.notify.gate.Gate;
import waybill.notify.gate.Span;
import waybill.platform.Cancellation;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Table;
import waybill.platform.Update;

/**
 * Whether an endpoint takes calls: its own row and its gate's, changed in one transaction, so that
 * nobody can hold a delivery for an endpoint that takes calls again without being seen.
 */
final class StatusStore {

  private static final int ENDPOINT = 0;
  private static final int GATE = 1;

  private final Platform platform;
  private final Retry retry;
  private final GateStore gates;

  StatusStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.gates = new GateStore(platform);
  }

  /**
   * Changes the status, if the endpoint's is still the one that was read; what is held for an
   * endpoint that takes calls again is to be looked for at once, and what was known of its server
   * is forgotten. Empty when somebody else has changed or deleted it.
   *
   * @param fields what else is changed in the endpoint's row
   * @param isToBe whether it is still to be changed, by its gate
   */
  Optional<GateStore.Change> change(
      Endpoint endpoint, EndpointStatus to, Update fields, Gate known, Predicate<Gate> isToBe) {
    Update update = status(endpoint, to, fields);
    Gate[] present = {known};
    return retry.whileBusy(
        () -> {
          Instant now = platform.time().now();
          Gate before = present[0];
          if (!isToBe.test(before)) {
            return Optional.empty();
          }
          Gate after = changed(before, endpoint, to, now);
          List<TransactWriteItem> writes =
              List.of(
                  update.step(
                      platform.table(Table.ENDPOINTS),
                      EndpointItem.key(endpoint.merchantId(), endpoint.endpointId())),
                  gates.step(endpoint, before, after));
          try {
            platform.dynamo().transactWriteItems(request -> request.transactItems(writes));
            return Optional.of(new GateStore.Change(before, after.written()));
          } catch (TransactionCanceledException e) {
            Cancellation why = Cancellation.of(e);
            if (why.isContention()) {
              throw e;
            }
            if (why.conditionFailedAt(ENDPOINT)) {
              // Or by ourselves, when the answer was lost: whoever asks looks again.
              return Optional.empty();
            }
            if (why.conditionFailedAt(GATE)) {
              present[0] = GateStore.found(why.oldItemAt(GATE));
            }
            throw Retry.staleIf(why.conditionFailedAt(GATE), e);
          }
        });
  }

  /**
   * What an endpoint holds that was stopped before there were gates, nobody knows, also if it has a
   * gate since, which no change of status has written: then all of its deliveries are looked at.
   */
  private static Gate changed(Gate before, Endpoint endpoint, EndpointStatus to, Instant now) {
    boolean isUnknown = before.epoch() == 0 && endpoint.status() != EndpointStatus.ACTIVE;
    Gate known = isUnknown ? before.holding(new Span(1, Long.MAX_VALUE), now) : before;
    return known.changed(endpoint.epoch() + 1, to == EndpointStatus.ACTIVE, now);
  }

  private static Update status(Endpoint endpoint, EndpointStatus to, Update fields) {
    return fields
        .set("status", to.name())
        .set("epoch", endpoint.epoch() + 1)
        .onlyIf("status", endpoint.status().name())
        .onlyIf("epoch", endpoint.epoch())
        .onlyIfAbsent("deletedAt");
  }
}
