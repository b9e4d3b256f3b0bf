package waybill.notify;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import waybill.notify.call.Acknowledgement;
import waybill.notify.call.MerchantClient.Answer;
import waybill.notify.call.Phases;
import waybill.notify.call.Result;

/**
 * One line of a delivery's log.
 *
 * @param durationMs absent when nobody saw the end
 * @param phases parts of the duration, as far as they are known
 * @param error printable and short; may be empty
 * @param remoteAddress empty when none was dialled
 * @param nextAt when the next one may begin; absent after the last, and when nobody saw the end
 */
public record Attempt(
    int attempt,
    Instant startedAt,
    OptionalLong durationMs,
    Phases phases,
    Result result,
    OptionalInt statusCode,
    String error,
    String remoteAddress,
    Optional<Instant> nextAt) {

  static Attempt of(int attempt, Answer answer, Next next) {
    return new Attempt(
        attempt,
        answer.startedAt(),
        OptionalLong.of(answer.durationMs()),
        answer.phases(),
        answer.result(),
        answer.statusCode(),
        answer.error(),
        answer.remoteAddress(),
        next instanceof Next.Again again
            ? Optional.of(again.due().nextAttemptAt())
            : Optional.empty());
  }

  /** A claim that was never closed: whoever made it is gone, and the call may have arrived. */
  static Attempt unknown(int attempt, Instant claimedAt) {
    return new Attempt(
        attempt,
        claimedAt,
        OptionalLong.empty(),
        Phases.NONE,
        Result.UNKNOWN,
        OptionalInt.empty(),
        "",
        "",
        Optional.empty());
  }

  Attempt shortened(int errorMaxBytes) {
    return new Attempt(
        attempt,
        startedAt,
        durationMs,
        phases,
        result,
        statusCode,
        Acknowledgement.beginning(error, errorMaxBytes),
        remoteAddress,
        nextAt);
  }
}
