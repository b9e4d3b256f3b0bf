package waybill.notify;

import java.time.Instant;
import java.util.Optional;
import waybill.platform.Item;

/**
 * How an endpoint stands, as it was read: its deliveries show by it, before anything of it is
 * written into their rows.
 *
 * @param takesCalls whether it is ACTIVE
 */
public record Standing(String endpointId, boolean takesCalls, Acks acks) {

  static Standing of(Item endpoint, Item sequence) {
    return new Standing(
        endpoint.text("endpointId"),
        endpoint.text("status").equals(EndpointStatus.ACTIVE.name()),
        SequenceItem.acks(sequence));
  }

  /** An exhausted delivery counts as received, too, once it is acknowledged. */
  DeliveryStatus statusOf(Item row) {
    DeliveryStatus stored = DeliveryStatus.valueOf(row.text("status"));
    if (stored == DeliveryStatus.DELIVERED) {
      return stored;
    }
    if (acks.cover(Long.parseLong(row.text("seq")), DeliveryItem.ackN(row))) {
      return DeliveryStatus.ACKNOWLEDGED;
    }
    return stored == DeliveryStatus.PENDING && !takesCalls ? DeliveryStatus.PARKED : stored;
  }

  /** Nothing when no call is to come, or when it is not known when: a held one has no time. */
  Optional<Instant> nextAttemptAt(Item row) {
    return statusOf(row) == DeliveryStatus.PENDING && !row.has("held")
        ? row.numberIfAny("nextAttemptAt").map(Instant::ofEpochMilli)
        : Optional.empty();
  }
}
