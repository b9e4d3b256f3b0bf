package waybill.local.failure;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** A failed call in a few words: what a person can act on, without the SDK's own story. */
public final class AwsFailure {

  private static final int WORDS_MAX_CHARS = 160;

  private AwsFailure() {}

  /** In a few words, on one line. */
  public static String words(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "unknown host";
      }
      if (cause instanceof ConnectException) {
        return "connection refused";
      }
      if (cause instanceof SocketException) {
        return "connection broken off";
      }
      if (isTimeout(cause)) {
        return "no answer in time";
      }
      if (cause instanceof SSLException) {
        return "TLS fails: " + firstLine(cause.getMessage());
      }
    }
    return failure instanceof AwsServiceException answer
        ? answered(answer)
        : firstLine(failure.getMessage());
  }

  /** Blank when the answer has none. */
  public static String code(AwsServiceException answer) {
    String code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }

  private static boolean isTimeout(Throwable cause) {
    return cause instanceof SocketTimeoutException
        || cause instanceof ApiCallTimeoutException
        || cause instanceof ApiCallAttemptTimeoutException;
  }

  private static String answered(AwsServiceException answer) {
    String message =
        answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorMessage();
    return "HTTP "
        + answer.statusCode()
        + (code(answer).isBlank() ? "" : " " + code(answer))
        + (message == null || message.isBlank() ? "" : ": " + firstLine(message));
  }

  private static String firstLine(String message) {
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return line.length() > WORDS_MAX_CHARS ? line.substring(0, WORDS_MAX_CHARS) + "…" : line;
  }
}
