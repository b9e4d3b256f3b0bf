package waybill.notify;

import java.util.Optional;
import waybill.platform.Item;

/**
 * The right to make one attempt. Whoever holds it makes the call and closes it; after the lease
 * nobody waits for that.
 *
 * @param claimId random; fences the close
 * @param event the body to send
 * @param traceparent the trace of the request that caused it, if known
 */
record Claim(
    String merchantId,
    String endpointId,
    long seq,
    int round,
    int attempt,
    String claimId,
    String eventId,
    String event,
    Optional<String> traceparent) {

  /** Of the timer's delivery, by what else its row says. */
  static Claim of(Timer timer, String claimId, Item row) {
    return new Claim(
        timer.merchantId(),
        timer.endpointId(),
        timer.seq(),
        timer.round(),
        timer.attempt(),
        claimId,
        row.text("eventId"),
        row.text("event"),
        row.textIfAny("traceparent"));
  }
}
