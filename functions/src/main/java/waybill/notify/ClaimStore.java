package waybill.notify;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Table;
import waybill.platform.Update;

/** An attempt's fence: the claim before the call, the close after it. */
final class ClaimStore {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimStore.class);

  private final Platform platform;
  private final Retry retry;
  private final Rows rows;
  private final DeliveryRowStore delivery;
  private final AttemptLogStore log;

  ClaimStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.delivery = new DeliveryRowStore(platform);
    this.log = new AttemptLogStore(platform);
  }

  /**
   * Gives the timer's attempt to one caller, however many copies of the timer ask. Nobody gets it
   * before {@code nextAttemptAt}, which a claim moves beyond its own lease. A claim whose answer
   * was lost is known by its id.
   *
   * @param acks as they are known: what they cover is not given out, unless the row says that it
   *     was asked for anew since
   * @param crashed the attempt before, if its claim was seen unclosed; its line is written at once,
   *     as this attempt may crash too
   */
  Claiming claim(Timer timer, Acks acks, Optional<Attempt> crashed) {
    Claiming claiming = claim(timer, acks);
    if (claiming instanceof Claiming.Mine) {
      crashed.ifPresent(line -> keep(timer, line));
    }
    return claiming;
  }

  private Claiming claim(Timer timer, Acks acks) {
    String claimId = platform.ids().next("clm_");
    double chance = platform.random().nextDouble();
    return retry.whileBusy(
        () -> {
          Instant now = platform.time().now();
          Due due = Due.claimed(now, RetrySchedule.delayAfter(timer.attempt(), chance));
          Update update = ClaimUpdate.claiming(timer, claimId, now, due, acks);
          try {
            return new Claiming.Mine(Claim.of(timer, claimId, delivery.update(timer, update)));
          } catch (ConditionalCheckFailedException e) {
            return refused(timer, claimId, now, acks, Item.of(e.item()));
          }
        });
  }

  /** What a claim would find, but for acknowledgements, without claiming. */
  Claiming ask(Timer timer) {
    Instant now = platform.time().now();
    return rows.find(Table.DELIVERIES, DeliveryItem.rowKey(timer.endpointId(), timer.seq()))
        .map(row -> found(timer, now, row))
        .orElseGet(Claiming.Stale::new);
  }

  /** Ends a delivery, or parks it, in place of the timer's attempt; nothing if that is stale. */
  void settle(Timer timer, Settled as) {
    Instant now = platform.time().now();
    Update update = ClaimUpdate.settling(timer, now, as);
    try {
      Item old = retry.whileBusy(() -> delivery.update(timer, update));
      DeliveryItem.crashed(old).ifPresent(line -> keep(timer, line));
    } catch (ConditionalCheckFailedException e) {
      LOG.debug("{} was stale", timer);
    }
  }

  /**
   * Writes down how the attempt ended. A success closes its round if that is not final, also after
   * its lease; anything else closes only its own claim. False when there was nothing to close.
   *
   * <p>Nothing of a round is written once the merchant has asked for another: its log is a new one,
   * and a success that came before, or beside, must not swallow what was asked for. At worst that
   * is a call more.
   */
  boolean close(Claim claim, Next next, Attempt attempt) {
    Timer following = Timer.after(claim);
    boolean isClosed = true;
    try {
      retry.whileBusy(() -> delivery.update(following, ClaimUpdate.closing(claim, next, attempt)));
    } catch (ConditionalCheckFailedException e) {
      isClosed = isOurs(Item.of(e.item()), claim, next);
      if (!isClosed) {
        LOG.info("attempt {} of {} was closed by somebody else", claim.attempt(), claim.eventId());
      }
    }
    if (!isClosed || !ClaimUpdate.isInRow(attempt)) {
      keep(following, attempt);
    }
    return isClosed;
  }

  private Claiming refused(Timer timer, String claimId, Instant now, Acks acks, Item row) {
    if (row.textIfAny("claimId").filter(claimId::equals).isPresent()) {
      return new Claiming.Mine(Claim.of(timer, claimId, row));
    }
    Claiming found = found(timer, now, row);
    if (!(found instanceof Claiming.Free)) {
      return found;
    }
    return acks.cover(timer.seq(), DeliveryItem.ackN(row))
        ? new Claiming.Acknowledged()
        : new Claiming.Stale();
  }

  private static Claiming found(Timer timer, Instant now, Item row) {
    boolean isNext =
        row.textIfAny("status").filter(DeliveryStatus.PENDING.name()::equals).isPresent()
            && !row.has("held")
            && row.number("round") == timer.round()
            && row.number("attempt") == timer.attempt() - 1;
    if (!isNext) {
      return new Claiming.Stale();
    }
    return row.number("nextAttemptAt") > now.toEpochMilli()
        ? new Claiming.Early(Instant.ofEpochMilli(row.number("nextAttemptAt")))
        : new Claiming.Free(DeliveryItem.crashed(row));
  }

  /** A close whose answer was lost left exactly what we wanted to write. */
  private static boolean isOurs(Item row, Claim claim, Next next) {
    return next instanceof Next.Again again
        && row.numberIfAny("nextAttemptAt").orElse(0L) == again.due().nextAttemptAt().toEpochMilli()
        && !row.has("claimId")
        && row.number("round") == claim.round()
        && row.number("attempt") == claim.attempt();
  }

  private void keep(Timer timer, Attempt attempt) {
    log.keep(timer.endpointId(), timer.seq(), timer.round(), attempt);
  }
}
