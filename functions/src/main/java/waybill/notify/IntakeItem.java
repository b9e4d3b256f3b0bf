package waybill.notify;

import java.time.Instant;
import java.util.Optional;
import waybill.platform.Item;

/** The rows that an intake puts for an event. */
final class IntakeItem {

  private IntakeItem() {}

  /** A delivery, called at once or held. */
  static Item row(Claim claim, String type, boolean isCalled, Instant now, double chance) {
    Item row =
        DeliveryItem.rowKey(claim.endpointId(), claim.seq())
            .with("merchantId", claim.merchantId())
            .with("eventId", claim.eventId())
            .with("type", type)
            .with("event", claim.event())
            .with("status", DeliveryStatus.PENDING.name())
            .with("round", claim.round())
            .with("createdAt", now.toEpochMilli())
            .with("traceparent", claim.traceparent().orElse(null));
    return isCalled
        ? claimed(row, claim, now, chance)
        : row.with("attempt", 0).with("held", 1).with("nextAttemptAt", now.toEpochMilli());
  }

  /** By which a message that comes again is known. */
  static Item marker(Claim claim) {
    return DeliveryItem.markerKey(claim.endpointId(), claim.eventId())
        .with("claimId", claim.claimId())
        .with("n", claim.seq());
  }

  private static Item claimed(Item row, Claim claim, Instant now, double chance) {
    Due due = Due.claimed(now, Optional.of(RetrySchedule.delayBefore(claim.attempt() + 1, chance)));
    return row.with("attempt", claim.attempt())
        .with("claimId", claim.claimId())
        .with("claimedAt", now.toEpochMilli())
        .with("nextAttemptAt", due.nextAttemptAt().toEpochMilli())
        .with("dueAt", due.dueAt().toEpochMilli())
        .with("dueShard", DeliveryItem.dueShard(claim.endpointId(), claim.seq()));
  }
}
