package waybill.local.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import waybill.platform.Item;
import waybill.platform.Timestamp;

/** How old things are, as seen from the moment at which the audit began. */
record Ages(Instant now) {

  /** Until then a message is simply on its way. */
  static final Duration ON_ITS_WAY_MAX = Duration.ofMinutes(5);

  /** Until then a message that SQS accepted may simply be waiting for its consumer. */
  static final Duration IN_A_QUEUE_MAX = Duration.ofMinutes(10);

  /**
   * A SENT row expires 21 days after it was sent, and so never before this after its order's
   * change; less an hour for clocks that differ.
   */
  static final Duration MESSAGES_KEPT_MIN = Duration.ofDays(21).minusHours(1);

  /** By the time that stands in an attribute; what has none that can be read is old. */
  boolean isOlder(Item item, String attribute, Duration age) {
    return time(item, attribute).isBefore(now.minus(age));
  }

  static Instant time(Item item, String attribute) {
    try {
      return item.textIfAny(attribute).map(Timestamp::parse).orElse(Instant.EPOCH);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }
}
