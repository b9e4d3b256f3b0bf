package waybill.notify;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import waybill.notify.gate.Span;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Table;

/** Held deliveries, for the walk that brings them back. */
final class HeldStore {

  private static final int ROWS_PER_READ_MAX = 100;

  private static final Logger LOG = LoggerFactory.getLogger(HeldStore.class);

  private final Platform platform;
  private final Retry retry;
  private final DeliveryRowStore delivery;
  private final String table;

  HeldStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.delivery = new DeliveryRowStore(platform);
    this.table = platform.table(Table.DELIVERIES);
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

  /** Gives its next attempt to one caller; empty when it is not held so any more. */
  Optional<Claim> claim(Held held) {
    Timer timer = held.timer();
    String claimId = platform.ids().next("clm_");
    double chance = platform.random().nextDouble();
    return retry.whileBusy(
        () -> {
          Instant now = platform.time().now();
          Due due = Due.claimed(now, RetrySchedule.delayAfter(timer.attempt(), chance));
          try {
            Item old = delivery.update(timer, ClaimUpdate.claimingHeld(held, claimId, now, due));
            return Optional.of(Claim.of(timer, claimId, old));
          } catch (ConditionalCheckFailedException e) {
            return Optional.of(Item.of(e.item()))
                .filter(row -> row.textIfAny("claimId").filter(claimId::equals).isPresent())
                .map(row -> Claim.of(timer, claimId, row));
          }
        });
  }

  /** Ends one without a call; nothing if it is not held so any more. */
  void settle(Held held, Settled as) {
    try {
      retry.whileBusy(() -> delivery.update(held.timer(), ClaimUpdate.settlingHeld(held, as)));
    } catch (ConditionalCheckFailedException e) {
      LOG.debug("{} was stale", held);
    }
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
