package waybill.notify.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Calls a merchant's server: one request for one call, and never an exception. */
public interface MerchantClient {

  Answer call(Call call);

  /** A POST of {@code body}, which is sent in UTF-8 with exactly these headers and the framing. */
  record Call(String url, AckMode ack, Map<String, String> headers, String body) {}

  /**
   * What came of it.
   *
   * @param durationMs the whole of it
   * @param phases its parts
   * @param error why it failed, printable and short, or what a refusal's body began with; may be
   *     empty
   * @param remoteAddress the address that was dialled; empty when none was
   * @param retryAfter how long the server asked to be left alone
   */
  record Answer(
      Result result,
      Instant startedAt,
      long durationMs,
      Phases phases,
      OptionalInt statusCode,
      String error,
      String remoteAddress,
      Optional<Duration> retryAfter) {

    private static final int GONE = 410;

    /** The server wants no more calls to this URL, ever. */
    public boolean isGone() {
      return statusCode.orElse(0) == GONE;
    }
  }
}
