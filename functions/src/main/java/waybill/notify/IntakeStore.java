package waybill.notify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.platform.Cancellation;
import waybill.platform.Item;
import waybill.platform.Metric;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Table;

/** Makes deliveries: gives out the endpoint's numbers, without a gap. */
final class IntakeStore {

  private static final String SEQUENCE_AS_READ = EndpointStore.LIVES + " AND lastSeq = :read";
  private static final String NOT_TAKEN_YET = "attribute_not_exists(endpointId)";

  private static final int FIRST_ROUND = 1;

  /** Positions in the transaction. */
  private static final int SEQUENCE = 0;

  private static final int MARKER = 2;

  private final Platform platform;
  private final Retry retry;

  IntakeStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
  }

  /**
   * The delivery with the endpoint's next number, its marker, and the first attempt already
   * claimed, or nothing of it. Empty when there is no call to make: the event is a duplicate, the
   * endpoint was deleted meanwhile, or takes no calls (then the delivery is kept).
   */
  Optional<Claim> take(Notice notice, Counter counter) {
    Endpoint endpoint = counter.endpoint();
    String claimId = platform.ids().next("clm_");
    synchronized (counter) {
      boolean calls = counter.takesCalls();
      return retry.whileBusy(
          () -> {
            long seq = counter.last() + 1;
            Claim claim = claim(notice, endpoint, seq, claimId);
            try {
              write(claim, notice, endpoint, calls);
              counter.last(seq);
              return calls ? Optional.of(claim) : Optional.empty();
            } catch (TransactionCanceledException e) {
              return resolve(e, claim, notice, counter);
            }
          });
    }
  }

  private Optional<Claim> resolve(
      TransactionCanceledException e, Claim claim, Notice notice, Counter counter) {
    Cancellation why = Cancellation.of(e);
    if (why.conditionFailedAt(MARKER)) {
      Item marker = Item.of(why.oldItemAt(MARKER));
      // Our own write, whose answer was lost; anyone else's makes this event a duplicate.
      if (!marker.text("claimId").equals(claim.claimId())) {
        platform.metrics().put(Metric.DUPLICATES_SUPPRESSED, 1);
      }
      return marker.text("claimId").equals(claim.claimId()) && counter.takesCalls()
          ? Optional.of(claim(notice, counter.endpoint(), marker.number("n"), claim.claimId()))
          : Optional.empty();
    }
    if (!why.conditionFailedAt(SEQUENCE)) {
      throw e;
    }
    Optional<Item> sequence = Item.found(why.oldItemAt(SEQUENCE));
    if (sequence.isEmpty() || EndpointItem.isDeleted(sequence.get())) {
      return Optional.empty();
    }
    counter.last(sequence.get().number("lastSeq"));
    throw Retry.staleIf(true, e);
  }

  private void write(Claim claim, Notice notice, Endpoint endpoint, boolean calls) {
    Instant now = platform.time().now();
    Item row =
        DeliveryItem.rowKey(claim.endpointId(), claim.seq())
            .with("merchantId", claim.merchantId())
            .with("eventId", claim.eventId())
            .with("type", notice.type())
            .with("event", claim.event())
            .with("status", DeliveryStatus.PENDING.name())
            .with("round", claim.round())
            .with("createdAt", now.toEpochMilli());
    claim.traceparent().ifPresent(trace -> row.with("traceparent", trace));
    if (calls) {
      claimed(row, claim, now);
    } else {
      row.with("attempt", 0).with("held", 1);
    }
    Item marker =
        DeliveryItem.markerKey(claim.endpointId(), claim.eventId())
            .with("claimId", claim.claimId())
            .with("n", claim.seq());
    List<TransactWriteItem> writes =
        List.of(raise(endpoint, claim.seq()), put(row), putNew(marker));
    platform.dynamo().transactWriteItems(request -> request.transactItems(writes));
  }

  private void claimed(Item row, Claim claim, Instant now) {
    double chance = platform.random().nextDouble();
    Due due = Due.claimed(now, Optional.of(RetrySchedule.delayBefore(claim.attempt() + 1, chance)));
    row.with("attempt", claim.attempt())
        .with("claimId", claim.claimId())
        .with("claimedAt", now.toEpochMilli())
        .with("nextAttemptAt", due.nextAttemptAt().toEpochMilli())
        .with("dueAt", due.dueAt().toEpochMilli())
        .with("dueShard", DeliveryItem.dueShard(claim.endpointId(), claim.seq()));
  }

  private static Claim claim(Notice notice, Endpoint endpoint, long seq, String claimId) {
    return new Claim(
        endpoint.merchantId(),
        endpoint.endpointId(),
        seq,
        FIRST_ROUND,
        1,
        claimId,
        notice.eventId(endpoint.endpointId()),
        notice.event(endpoint.endpointId(), seq),
        Optional.ofNullable(notice.traceparent()),
        Optional.empty());
  }

  private TransactWriteItem raise(Endpoint endpoint, long seq) {
    Item key = EndpointItem.sequenceKey(endpoint.merchantId(), endpoint.endpointId());
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(platform.table(Table.ENDPOINTS))
                    .key(key.attributes())
                    .updateExpression("SET lastSeq = :next")
                    .conditionExpression(SEQUENCE_AS_READ)
                    .expressionAttributeValues(
                        Map.of(":next", Item.number(seq), ":read", Item.number(seq - 1)))
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  private TransactWriteItem put(Item item) {
    return TransactWriteItem.builder()
        .put(put -> put.tableName(platform.table(Table.DELIVERIES)).item(item.attributes()))
        .build();
  }

  private TransactWriteItem putNew(Item item) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(platform.table(Table.DELIVERIES))
                    .item(item.attributes())
                    .conditionExpression(NOT_TAKEN_YET)
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }
}
