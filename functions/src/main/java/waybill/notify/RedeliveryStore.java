package waybill.notify;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Table;
import waybill.platform.Update;

/** Deliveries that a merchant asks for anew. */
public final class RedeliveryStore {

  private static final int FIRST = 1;

  private final Platform platform;
  private final Retry retry;
  private final Rows rows;
  private final AttemptLogStore log;
  private final String table;

  public RedeliveryStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.log = new AttemptLogStore(platform);
    this.table = platform.table(Table.DELIVERIES);
  }

  /**
   * A new round, due now, with all its attempts and a log of its own, whatever became of the rounds
   * before: delivered, acknowledged, exhausted or still going on. A round that has not begun, and
   * is not acknowledged, is as good as a new one and stays; if it is held, it is due now. What a
   * call of an earlier round comes to, closes nothing any more. Empty when there is no such
   * endpoint or delivery.
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
          return row.map(
              found -> begin(new Timer(merchantId, endpointId, seq, 0, FIRST), found, acks.get()));
        });
  }

  private Timer begin(Timer delivery, Item row, Acks acks) {
    long round = row.number("round");
    if (!isToCome(row, delivery.seq(), acks)) {
      Timer first = delivery.inRound(round + 1);
      keepLog(delivery.inRound(round), write(first, begun(first, round, acks)));
      return first;
    }
    Timer first = delivery.inRound(round);
    if (row.has("held")) {
      write(first, freed(first));
    }
    return first;
  }

  private Optional<Acks> acks(String merchantId, String endpointId) {
    return rows.find(Table.ENDPOINTS, EndpointItem.sequenceKey(merchantId, endpointId))
        .filter(sequence -> !EndpointItem.isDeleted(sequence))
        .map(SequenceItem::acks);
  }

  private static boolean isToCome(Item row, long seq, Acks acks) {
    return row.text("status").equals(DeliveryStatus.PENDING.name())
        && row.number("attempt") == 0
        && !acks.cover(seq, DeliveryItem.ackN(row));
  }

  private Update begun(Timer first, long roundBefore, Acks acks) {
    return due(first)
        .onlyIf("round", roundBefore)
        .set("round", first.round())
        .set("attempt", first.attempt() - 1)
        .set("status", DeliveryStatus.PENDING.name())
        .set("ackN", acks.count())
        .remove("held", "claimId", "claimedAt", "lastResult", "log");
  }

  private Update freed(Timer first) {
    return due(first)
        .onlyIf("round", first.round())
        .onlyIf("attempt", first.attempt() - 1)
        .onlyIf("held", 1)
        .remove("held");
  }

  private Update due(Timer first) {
    Instant now = platform.time().now();
    Due due = Due.waiting(now, now);
    return new Update()
        .set("nextAttemptAt", due.nextAttemptAt().toEpochMilli())
        .set("dueAt", due.dueAt().toEpochMilli())
        .set("dueShard", DeliveryItem.dueShard(first.endpointId(), first.seq()));
  }

  /** What the row was before. */
  private Item write(Timer first, Update update) {
    Item key = DeliveryItem.rowKey(first.endpointId(), first.seq());
    try {
      return Item.of(
          platform
              .dynamo()
              .updateItem(
                  update
                      .request()
                      .tableName(table)
                      .key(key.attributes())
                      .returnValues(ReturnValue.ALL_OLD)
                      .build())
              .attributes());
    } catch (ConditionalCheckFailedException e) {
      // Asked for by two at once: the other's round may do for both.
      throw Retry.staleIf(true, e);
    }
  }

  /** Lines of the round before that lay in the row, for as long as the others are kept. */
  private void keepLog(Timer before, Item row) {
    DeliveryItem.wholeLog(row)
        .forEach(line -> log.keep(before.endpointId(), before.seq(), before.round(), line));
  }
}
