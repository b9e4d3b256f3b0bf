package waybill.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.notify.gate.Gate;
import waybill.notify.gate.Span;
import waybill.platform.Cancellation;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Table;

/**
 * Holds deliveries. One is held in one transaction with the gate that has to remember it, on the
 * condition that the gate is as it was read: so no walk can have ended, and no endpoint have been
 * enabled, without knowing of it.
 */
final class HoldStore {

  private final Platform platform;
  private final Retry retry;
  private final AttemptLogStore log;
  private final GateStore gates;
  private final String table;

  HoldStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.log = new AttemptLogStore(platform);
    this.gates = new GateStore(platform);
    this.table = platform.table(Table.DELIVERIES);
  }

  /**
   * Holds the timer's delivery, if the timer's attempt is still the one to make, and nothing
   * otherwise.
   *
   * @param crashed the attempt before, if it was never closed: a held row knows nothing of it
   * @throws RuntimeException that begins the caller's attempt anew, when the gate has changed
   */
  GateStore.Change hold(Timer timer, Optional<Attempt> crashed, Endpoint endpoint, Gate gate) {
    Item key = DeliveryItem.rowKey(timer.endpointId(), timer.seq());
    Instant now = platform.time().now();
    Gate after = gate.holding(Span.of(timer.seq()), now);
    List<TransactWriteItem> writes =
        List.of(
            ClaimUpdate.holding(timer, now).step(table, key), gates.step(endpoint, gate, after));
    try {
      platform.dynamo().transactWriteItems(request -> request.transactItems(writes));
      keep(timer, crashed);
      return new GateStore.Change(gate, after.written());
    } catch (TransactionCanceledException e) {
      Cancellation why = Cancellation.of(e);
      if (why.isContention()) {
        throw e;
      }
      if (why.conditionFailedAt(0)) {
        return isHeld(Item.of(why.oldItemAt(0)), timer)
            ? heldUnheard(timer, crashed, gate)
            : new GateStore.Change(gate, gate);
      }
      throw Retry.staleIf(why.conditionFailedAt(1), e);
    }
  }

  private static boolean isHeld(Item row, Timer timer) {
    return row.has("held")
        && row.number("round") == timer.round()
        && row.number("attempt") == timer.attempt() - 1;
  }

  /**
   * By this very write, it may be, and the answer was lost: what follows of it was not done yet.
   */
  private GateStore.Change heldUnheard(Timer timer, Optional<Attempt> crashed, Gate gate) {
    keep(timer, crashed);
    return new GateStore.Change(Gate.NEW, gate);
  }

  private void keep(Timer timer, Optional<Attempt> crashed) {
    crashed.ifPresent(line -> log.keep(timer.endpointId(), timer.seq(), timer.round(), line));
  }

  /**
   * Holds claimed deliveries whose calls were not made, as if they had not been claimed. One that
   * was taken out of our hands meanwhile is passed over.
   */
  GateStore.Change defer(List<Claim> claims, Endpoint endpoint, Gate known) {
    List<Claim> left = new ArrayList<>(claims);
    Gate[] present = {known};
    return retry.whileBusy(
        () -> {
          Instant now = platform.time().now();
          Gate before = present[0];
          Gate after = before;
          for (Claim claim : left) {
            after = after.holding(Span.of(claim.seq()), now);
          }
          if (left.isEmpty() && after.equals(before)) {
            // Perhaps by this very write, whose answer was lost: then nobody was woken yet.
            return new GateStore.Change(known, before);
          }
          List<TransactWriteItem> writes = new ArrayList<>();
          for (Claim claim : left) {
            Item key = DeliveryItem.rowKey(claim.endpointId(), claim.seq());
            writes.add(ClaimUpdate.deferring(claim, now).step(table, key));
          }
          writes.add(gates.step(endpoint, before, after));
          try {
            platform.dynamo().transactWriteItems(request -> request.transactItems(writes));
            return new GateStore.Change(before, after.written());
          } catch (TransactionCanceledException e) {
            Cancellation why = Cancellation.of(e);
            if (why.isContention()) {
              throw e;
            }
            if (why.conditionFailedAt(left.size())) {
              present[0] = gates.read(endpoint.endpointId());
            }
            List<Claim> tried = List.copyOf(left);
            left.removeIf(claim -> why.conditionFailedAt(tried.indexOf(claim)));
            throw Retry.staleIf(true, e);
          }
        });
  }
}
