package waybill.notify;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The life of a delivery. */
public enum DeliveryStatus {
  PENDING,
  DELIVERED,
  /** By the merchant's word: it has everything up to this one. */
  ACKNOWLEDGED,
  /** Called as often as we call. */
  EXHAUSTED,
  /** Kept for an endpoint that is not ACTIVE. Shown, not stored: it is PENDING then. */
  PARKED;

  /** What a filter in a query means; nothing when there is no such filter. */
  public static Optional<Set<DeliveryStatus>> filter(String text) {
    if (text.equals("undelivered")) {
      return Optional.of(EnumSet.complementOf(EnumSet.of(DELIVERED, ACKNOWLEDGED)));
    }
    for (DeliveryStatus status : values()) {
      if (status.name().equals(text)) {
        return Optional.of(EnumSet.of(status));
      }
    }
    return Optional.empty();
  }
}
