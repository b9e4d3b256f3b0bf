package waybill.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.notify.gate.Gate;
import waybill.notify.gate.Span;
import waybill.platform.Cancellation;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Table;

/**
 * Holds deliveries, and finds those that are held. A delivery is held in one transaction with the
 * gate that has to remember it, on the condition that the gate is as it was read: so no walk can
 * have ended, and no endpoint have been enabled, without knowing of it.
 */
final class HoldStore {

  private static final int ROWS_PER_READ_MAX = 100;

  private final Platform platform;
  private final Retry retry;
  private final Rows rows;
  private final AttemptLogStore log;
  private final GateStore gates;
  private final String table;

  HoldStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.log = new AttemptLogStore(platform);
    this.gates = new GateStore(platform);
    this.table = platform.table(Table.DELIVERIES);
  }

  /**
   * Holds the timer's delivery, if the timer's attempt is still the one to make, and nothing
   * otherwise.
   *
   * @throws RuntimeException that begins the caller's attempt anew, when the gate has changed
   */
  GateStore.Change hold(Timer timer, Endpoint endpoint, Gate gate) {
    Item key = DeliveryItem.rowKey(timer.endpointId(), timer.seq());
    Optional<Attempt> crashed = rows.find(Table.DELIVERIES, key).flatMap(ClaimStore::crashed);
    Instant now = platform.time().now();
    Gate after = gate.holding(Span.of(timer.seq()), now);
    List<TransactWriteItem> writes =
        List.of(
            ClaimUpdate.holding(timer, now).step(table, key), gates.step(endpoint, gate, after));
    try {
      platform.dynamo().transactWriteItems(request -> request.transactItems(writes));
      crashed.ifPresent(line -> keep(timer.endpointId(), timer.seq(), timer.round(), line));
      return new GateStore.Change(gate, after.written());
    } catch (TransactionCanceledException e) {
      Cancellation why = Cancellation.of(e);
      if (why.isContention()) {
        throw e;
      }
      if (why.conditionFailedAt(0)) {
        // Stale, or held by this very write, whose answer was lost.
        return new GateStore.Change(gate, gate);
      }
      throw Retry.staleIf(why.conditionFailedAt(1), e);
    }
  }

  /**
   * Holds claimed deliveries whose calls were not made, as if they had not been claimed. One that
   * was taken out of our hands meanwhile is passed over.
   */
  GateStore.Change defer(List<Claim> claims, Endpoint endpoint, Gate known) {
    GateStore.Change held = held(claims, endpoint, known);
    for (Claim claim : claims) {
      claim.crashed().ifPresent(line -> keep(claim.endpointId(), claim.seq(), claim.round(), line));
    }
    return held;
  }

  private GateStore.Change held(List<Claim> claims, Endpoint endpoint, Gate known) {
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
            return new GateStore.Change(before, before);
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

  /**
   * Held deliveries in the order of their numbers.
   *
   * @param next where the next page begins, if there may be more
   */
  record Page(List<Held> held, Optional<Span> next) {}

  Page page(Endpoint endpoint, Span span) {
    QueryResponse answer = retry.whileBusy(() -> rows(endpoint.endpointId(), span));
    List<Held> held = answer.items().stream().map(row -> held(endpoint, Item.of(row))).toList();
    Optional<Span> next =
        Item.found(answer.lastEvaluatedKey())
            .map(last -> new Span(DeliveryItem.seq(last) + 1, span.to()))
            .filter(rest -> rest.from() <= rest.to());
    return new Page(held, next);
  }

  /** An attempt that crashed before is known by its claim only, which a held row has no more. */
  private void keep(String endpointId, long seq, int round, Attempt crashed) {
    log.keep(endpointId, seq, round, crashed);
  }

  private QueryResponse rows(String endpointId, Span span) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":endpoint", AttributeValue.fromS(endpointId));
    values.put(":from", AttributeValue.fromS(Notice.sequence(span.from())));
    values.put(":to", AttributeValue.fromS(Notice.sequence(span.to())));
    values.put(":pending", AttributeValue.fromS(DeliveryStatus.PENDING.name()));
    return platform
        .dynamo()
        .query(
            request ->
                request
                    .tableName(table)
                    .consistentRead(true)
                    .limit(ROWS_PER_READ_MAX)
                    .keyConditionExpression("endpointId = :endpoint AND seq BETWEEN :from AND :to")
                    .filterExpression("attribute_exists(held) AND #status = :pending")
                    .expressionAttributeNames(Map.of("#status", "status"))
                    .expressionAttributeValues(values));
  }

  private static Held held(Endpoint endpoint, Item row) {
    return new Held(
        new Timer(
            endpoint.merchantId(),
            endpoint.endpointId(),
            DeliveryItem.seq(row),
            (int) row.number("round"),
            (int) row.number("attempt") + 1),
        DeliveryItem.ackN(row));
  }
}
