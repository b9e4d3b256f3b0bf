package waybill.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import waybill.notify.call.Result;

/**
 * One event for one endpoint, as its merchant may see it.
 *
 * @param attempts those begun in the current round
 * @param nextAttemptAt absent when no call is to come
 * @param event the body as it is sent, JSON
 * @param attemptLog of the current round, in order; empty in a listing
 */
public record Delivery(
    long seq,
    String eventId,
    String type,
    DeliveryStatus status,
    int attempts,
    Optional<Result> lastResult,
    Optional<Instant> nextAttemptAt,
    Instant createdAt,
    String event,
    List<Attempt> attemptLog) {

  Delivery withoutLog() {
    return withLog(List.of());
  }

  Delivery withLog(List<Attempt> lines) {
    return new Delivery(
        seq,
        eventId,
        type,
        status,
        attempts,
        lastResult,
        nextAttemptAt,
        createdAt,
        event,
        List.copyOf(lines));
  }
}
