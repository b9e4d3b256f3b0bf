package waybill.notify;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import waybill.message.OrderCancelled;
import waybill.message.OrderRejected;
import waybill.message.PaymentCaptured;
import waybill.message.PaymentRefunded;
import waybill.message.TestRequested;
import waybill.notify.call.AckMode;

/**
 * Where a merchant wants to be called.
 *
 * @param eventTypes the types it takes; empty means all, also those to come
 * @param secrets those in force and some that were, the newest first
 * @param epoch raised by every change of status
 * @param rateLimit calls a second at most, if the merchant wants so
 * @param createdAt RFC 3339, UTC, milliseconds
 * @param typesSince when it last said which types it takes
 */
public record Endpoint(
    String merchantId,
    String endpointId,
    String url,
    List<String> eventTypes,
    AckMode ack,
    EndpointStatus status,
    List<SigningSecret> secrets,
    Optional<String> description,
    long epoch,
    OptionalInt rateLimit,
    String createdAt,
    String typesSince) {

  /** Calls a second; more is no limit that 5 calls at once would not be. */
  public static final int RATE_LIMIT_MAX = 100;

  /** What an endpoint may ask for. */
  public static final List<String> EVENT_TYPES =
      List.of(
          PaymentCaptured.TYPE,
          PaymentRefunded.TYPE,
          OrderRejected.TYPE,
          OrderCancelled.TYPE,
          TestRequested.TYPE);

  /** A secret signs for its owner: it stays out of logs. */
  @Override
  public String toString() {
    return "Endpoint[" + merchantId + ", " + endpointId + ", " + status + "]";
  }

  boolean takes(String type) {
    return eventTypes.isEmpty() || eventTypes.contains(type);
  }

  boolean takesCalls() {
    return status == EndpointStatus.ACTIVE;
  }
}
