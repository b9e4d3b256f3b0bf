package waybill.notify;

import java.time.Duration;
import java.time.Instant;
import waybill.notify.call.MerchantClient;
import waybill.notify.call.Result;

/** What becomes of a delivery after an attempt. */
sealed interface Next {

  record Delivered() implements Next {}

  record Again(Due due) implements Next {}

  record Exhausted() implements Next {}

  /**
   * @param now the end of the attempt
   * @param chance the jitter, from 0 to below 1
   */
  static Next after(MerchantClient.Answer answer, int attempt, Instant now, double chance) {
    if (answer.result() == Result.ACKNOWLEDGED) {
      return new Delivered();
    }
    if (attempt >= RetrySchedule.ATTEMPTS_MAX) {
      return new Exhausted();
    }
    Duration delay = RetrySchedule.delayBefore(attempt + 1, chance);
    Duration asked = answer.retryAfter().orElse(Duration.ZERO);
    return new Again(Due.waiting(now, now.plus(asked.compareTo(delay) > 0 ? asked : delay)));
  }
}
