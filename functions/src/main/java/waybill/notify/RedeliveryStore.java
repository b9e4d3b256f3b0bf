package waybill.notify;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Table;
import waybill.platform.Update;

/** Deliveries that a merchant asks for anew. */
public final class RedeliveryStore {

  private static final int FIRST_ATTEMPT = 1;

  private final Platform platform;
  private final Retry retry;
  private final Rows rows;
  private final String table;

  public RedeliveryStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.table = platform.table(Table.DELIVERIES);
  }

  /**
   * A new round, due now, with all its attempts and a log of its own, whatever became of the rounds
   * before: delivered, acknowledged, exhausted or still going on. A round that has not begun, and
   * is not acknowledged, is as good as a new one and is left as it is. What a call of an earlier
   * round comes to, closes nothing any more. Empty when there is no such endpoint or delivery.
   *
   * @return the timer of the round's first attempt, which the sweeper stands in for
   */
  public Optional<Timer> begin(String merchantId, String endpointId, long seq) {
    return retry.whileBusy(
        () -> {
          Optional<Acks> acks = acks(merchantId, endpointId);
          Optional<Item> row =
              acks.flatMap(
                  living -> rows.find(Table.DELIVERIES, DeliveryItem.rowKey(endpointId, seq)));
          if (row.isEmpty()) {
            return Optional.empty();
          }
          long round = row.get().number("round");
          if (isToCome(row.get(), seq, acks.get())) {
            return Optional.of(first(merchantId, endpointId, seq, round));
          }
          Timer first = first(merchantId, endpointId, seq, round + 1);
          write(first, round, acks.get());
          return Optional.of(first);
        });
  }

  private Optional<Acks> acks(String merchantId, String endpointId) {
    return rows.find(Table.ENDPOINTS, EndpointItem.sequenceKey(merchantId, endpointId))
        .filter(sequence -> !EndpointItem.isDeleted(sequence))
        .map(SequenceItem::acks);
  }

  private static boolean isToCome(Item row, long seq, Acks acks) {
    return row.text("status").equals(DeliveryStatus.PENDING.name())
        && row.number("attempt") == 0
        && !row.has("held")
        && !acks.cover(seq, DeliveryItem.ackN(row));
  }

  private static Timer first(String merchantId, String endpointId, long seq, long round) {
    return new Timer(merchantId, endpointId, seq, (int) round, FIRST_ATTEMPT);
  }

  private void write(Timer first, long roundBefore, Acks acks) {
    Instant now = platform.time().now();
    Due due = Due.waiting(now, now);
    Update update =
        new Update()
            .onlyIf("round", roundBefore)
            .set("round", first.round())
            .set("attempt", first.attempt() - 1)
            .set("status", DeliveryStatus.PENDING.name())
            .set("ackN", acks.count())
            .set("nextAttemptAt", due.nextAttemptAt().toEpochMilli())
            .set("dueAt", due.dueAt().toEpochMilli())
            .set("dueShard", DeliveryItem.dueShard(first.endpointId(), first.seq()))
            .remove("held", "claimId", "claimedAt", "lastResult", "log");
    Item key = DeliveryItem.rowKey(first.endpointId(), first.seq());
    try {
      platform.dynamo().updateItem(update.request().tableName(table).key(key.attributes()).build());
    } catch (ConditionalCheckFailedException e) {
      // Asked for by two at once: the other's round may do for both.
      throw Retry.staleIf(true, e);
    }
  }
}
