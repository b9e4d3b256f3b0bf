package waybill.notify;

import java.time.Duration;
import java.time.Instant;

/**
 * A row of the due index: somebody must look at this delivery, or at the gate of its endpoint, or
 * at what is left of one.
 *
 * @param attempt the last one begun
 */
public record DueDelivery(
    String merchantId,
    String endpointId,
    long seq,
    int round,
    int attempt,
    Instant nextAttemptAt,
    Instant dueAt) {

  /** The timer that its next attempt waits for. */
  public Timers.Waiting timer(Instant now) {
    Duration wait = Duration.between(now, nextAttemptAt);
    int next = seq == Timer.GATE ? attempt : attempt + 1;
    return new Timers.Waiting(
        new Timer(merchantId, endpointId, seq, round, next),
        wait.isNegative() ? Duration.ZERO : wait);
  }
}
