package waybill.outbox;

import java.util.Set;
import waybill.platform.Queues;

/**
 * Why a row was not sent.
 *
 * @param errorClass a short, stable word, by which operators list, unblock and count
 * @param reason for people; cut, as a row over 1 KB costs twice
 */
record Failure(String errorClass, String reason) {

  private static final int REASON_MAX_CHARS = 200;

  /**
   * Failures that say nothing of the message: no answer came, or there was too much of everything.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
   */
  private static final Set<String> NOBODYS =
      Set.of(
          Queues.NO_ANSWER,
          "ThrottlingException",
          "Throttling",
          "RequestThrottled",
          "KmsThrottled",
          "OverLimit",
          "ServiceUnavailable");

  Failure {
    errorClass = errorClass == null ? "unknown" : errorClass;
    reason = reason == null ? "" : reason;
    if (reason.length() > REASON_MAX_CHARS) {
      reason = reason.substring(0, REASON_MAX_CHARS);
    }
  }

  /** Whether a failure of this kind, again and again, points at the message. */
  boolean mayBeTheMessages() {
    return !NOBODYS.contains(errorClass);
  }
}
