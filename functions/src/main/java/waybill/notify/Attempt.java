package waybill.notify;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import waybill.notify.MerchantClient.Answer;

/**
 * One line of a delivery's log.
 *
 * @param durationMs absent when nobody saw the end
 * @param error printable and short; may be empty
 * @param remoteAddress empty when none was dialled
 */
public record Attempt(
    int attempt,
    Instant startedAt,
    OptionalLong durationMs,
    Result result,
    OptionalInt statusCode,
    String error,
    String remoteAddress) {

  static Attempt of(int attempt, Answer answer) {
    return new Attempt(
        attempt,
        answer.startedAt(),
        OptionalLong.of(answer.durationMs()),
        answer.result(),
        answer.statusCode(),
        answer.error(),
        answer.remoteAddress());
  }

  /** A claim that was never closed: whoever made it is gone, and the call may have arrived. */
  static Attempt unknown(int attempt, Instant claimedAt) {
    return new Attempt(
        attempt, claimedAt, OptionalLong.empty(), Result.UNKNOWN, OptionalInt.empty(), "", "");
  }

  Attempt shortened(int errorMaxChars) {
    return error.length() <= errorMaxChars
        ? this
        : new Attempt(
            attempt,
            startedAt,
            durationMs,
            result,
            statusCode,
            error.substring(0, errorMaxChars),
            remoteAddress);
  }
}
