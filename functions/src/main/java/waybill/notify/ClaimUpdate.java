package waybill.notify;

import java.time.Instant;
import java.util.List;
import waybill.notify.call.Result;
import waybill.platform.Item;
import waybill.platform.Update;

/** What a claim, its close, or an end without a call writes into the delivery's row, and when. */
final class ClaimUpdate {

  /** Lines of the log that stand in the row itself, for the price of the close. */
  private static final int LOG_IN_ROW_ATTEMPTS_MAX = 3;

  private static final int LOG_IN_ROW_ERROR_MAX_BYTES = 160;

  private ClaimUpdate() {}

  static Update claiming(Timer timer, String claimId, Instant now, Due due, Acks acks) {
    Update update =
        asTimed(timer, now)
            .set("attempt", timer.attempt())
            .set("claimId", claimId)
            .set("claimedAt", now.toEpochMilli());
    long acked = acks.lastOf(timer.seq());
    if (acked > 0) {
      update.onlyIfAtLeast("ackN", acked);
    }
    return scheduled(update, timer, due);
  }

  /** Of one that a walk found held. */
  static Update claimingHeld(Held held, String claimId, Instant now, Due due) {
    Update update =
        asHeld(held)
            .set("attempt", held.attempt() + 1)
            .set("claimId", claimId)
            .set("claimedAt", now.toEpochMilli())
            .remove("held");
    return scheduled(update, held.timer(), due);
  }

  /** The timer's delivery waits until its endpoint takes calls. */
  static Update holding(Timer timer, Instant now) {
    return asTimed(timer, now).set("held", 1).remove("dueShard", "dueAt", "claimId", "claimedAt");
  }

  /** The claim's call was not made: it is held as if it had not been claimed. */
  static Update deferring(Claim claim, Instant now) {
    return new Update()
        .onlyIf("status", DeliveryStatus.PENDING.name())
        .onlyIf("claimId", claim.claimId())
        .set("held", 1)
        .set("attempt", claim.attempt() - 1)
        .set("nextAttemptAt", now.toEpochMilli())
        .remove("dueShard", "dueAt", "claimId", "claimedAt");
  }

  static Update settlingHeld(Held held, Settled as) {
    DeliveryStatus end =
        as == Settled.ACKNOWLEDGED ? DeliveryStatus.ACKNOWLEDGED : DeliveryStatus.EXHAUSTED;
    return asHeld(held).set("status", end.name()).remove("held", "nextAttemptAt");
  }

  private static Update asHeld(Held held) {
    return new Update()
        .onlyIf("status", DeliveryStatus.PENDING.name())
        .onlyIf("round", held.timer().round())
        .onlyIf("attempt", held.attempt())
        .onlyIf("held", 1);
  }

  static Update settling(Timer timer, Instant now, Settled as) {
    Update update = asTimed(timer, now).remove("dueShard", "dueAt", "claimId", "claimedAt");
    switch (as) {
      case PARKED -> update.set("held", 1);
      case ACKNOWLEDGED ->
          update.set("status", DeliveryStatus.ACKNOWLEDGED.name()).remove("nextAttemptAt");
      case EXHAUSTED ->
          update
              .set("status", DeliveryStatus.EXHAUSTED.name())
              .set("lastResult", Result.UNKNOWN.text())
              .remove("nextAttemptAt");
    }
    return update;
  }

  static Update closing(Claim claim, Next next, Attempt attempt) {
    Update update =
        new Update().onlyIf("status", DeliveryStatus.PENDING.name()).onlyIf("round", claim.round());
    if (!(next instanceof Next.Delivered)) {
      update.onlyIf("claimId", claim.claimId());
    }
    update.set("lastResult", attempt.result().text()).remove("claimId", "claimedAt");
    if (next instanceof Next.Again again) {
      scheduled(update, Timer.after(claim), again.due());
    } else {
      DeliveryStatus end =
          next instanceof Next.Delivered ? DeliveryStatus.DELIVERED : DeliveryStatus.EXHAUSTED;
      update.set("status", end.name()).remove("dueShard", "dueAt", "nextAttemptAt", "held");
    }
    return isInRow(attempt) ? update.append("log", List.of(line(attempt))) : update;
  }

  static boolean isInRow(Attempt attempt) {
    return attempt.attempt() <= LOG_IN_ROW_ATTEMPTS_MAX;
  }

  /** The condition that the timer's attempt is the one to make, now. */
  private static Update asTimed(Timer timer, Instant now) {
    return new Update()
        .onlyIf("status", DeliveryStatus.PENDING.name())
        .onlyIf("round", timer.round())
        .onlyIf("attempt", timer.attempt() - 1)
        .onlyIfAtMost("nextAttemptAt", now.toEpochMilli())
        .onlyIfAbsent("held");
  }

  private static Update scheduled(Update update, Timer timer, Due due) {
    return update
        .set("nextAttemptAt", due.nextAttemptAt().toEpochMilli())
        .set("dueAt", due.dueAt().toEpochMilli())
        .set("dueShard", DeliveryItem.dueShard(timer.endpointId(), timer.seq()));
  }

  private static Item line(Attempt attempt) {
    return DeliveryItem.log(attempt.shortened(LOG_IN_ROW_ERROR_MAX_BYTES));
  }
}
