package waybill.platform;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * A conflict is not a failure: contention, throttling and lost answers are tried again with full
 * jitter, while the budget lasts; then {@link Busy}. What was found to have changed is acted on at
 * once, before it is stale again; every second time there is a pause all the same.
 *
 * <p>Promises nothing by itself about a write whose answer was lost: the attempt must be safe to
 * repeat, by its own condition.
 */
public final class Retry {

  private static final Duration BUDGET = Duration.ofSeconds(2);

  /** As long as an attempt begun at the budget's end may take, and the budget before it. */
  public static final Duration WORK_MAX = BUDGET.plus(Clients.API_CALL_TIMEOUT);

  private static final int SERVER_ERROR = 500;

  private static final int BACKOFF_FIRST_MS = 25;
  private static final int BACKOFF_MAX_MS = 800;
  private static final Set<String> CONTENTION =
      Set.of(
          "TransactionConflictException",
          "TransactionInProgressException",
          "ThrottlingException",
          "ProvisionedThroughputExceededException",
          "RequestLimitExceeded");

  private static final Logger LOG = LoggerFactory.getLogger(Retry.class);

  private final Platform platform;

  public Retry(Platform platform) {
    this.platform = platform;
  }

  public <T> T whileBusy(Supplier<T> attempt) {
    long start = platform.time().nanos();
    int backoffMs = BACKOFF_FIRST_MS;
    boolean hasPaused = true;
    while (true) {
      try {
        return attempt.get();
      } catch (SdkException | Again e) {
        if (e instanceof SdkException sdk && !isContention(sdk)) {
          throw e;
        }
        long spentNanos = platform.time().nanos() - start;
        if (spentNanos + Duration.ofMillis(backoffMs).toNanos() > BUDGET.toNanos()) {
          throw new Busy(e);
        }
        LOG.debug("contention, trying again: {}", e.getMessage());
        hasPaused = !(hasPaused && e instanceof Again again && again.isAtOnce);
        if (hasPaused) {
          pause(platform.random().nextInt(backoffMs + 1), e);
          backoffMs = Math.min(2 * backoffMs, BACKOFF_MAX_MS);
        }
      }
    }
  }

  /**
   * One attempt of what the SDK repeats by itself: when there is no getting through, {@link Busy}.
   */
  static <T> T once(Supplier<T> attempt) {
    try {
      return attempt.get();
    } catch (SdkException e) {
      throw isContention(e) ? new Busy(e) : e;
    }
  }

  private void pause(int milliseconds, RuntimeException cause) {
    try {
      platform.time().sleep(Duration.ofMillis(milliseconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Busy(cause);
    }
  }

  private static boolean isContention(SdkException e) {
    if (e instanceof TransactionCanceledException cancelled) {
      return Cancellation.of(cancelled).isContention();
    }
    if (e instanceof AwsServiceException service) {
      String code =
          service.awsErrorDetails() == null ? null : service.awsErrorDetails().errorCode();
      // Without a code it is an answer of something in between, and not of AWS.
      return code == null
          || service.isThrottlingException()
          || service.statusCode() >= SERVER_ERROR
          || CONTENTION.contains(code);
    }
    // No answer: time-out, connection reset. It may have been carried out.
    return e instanceof SdkClientException;
  }

  /** Thrown by an attempt to be begun anew. */
  public static RuntimeException again(String why) {
    return new Again(why, null, false);
  }

  /**
   * For an attempt that reads, decides and writes on the condition that nothing has changed since:
   * if {@code changed}, the exception that makes {@link #whileBusy} begin the attempt anew, else
   * the cause.
   */
  public static RuntimeException staleIf(boolean changed, SdkException cause) {
    return changed ? new Again("what was read has changed", cause, true) : cause;
  }

  private static final class Again extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isAtOnce;

    Again(String why, SdkException cause, boolean isAtOnce) {
      super(why, cause);
      this.isAtOnce = isAtOnce;
    }
  }

  /** Nothing is wrong with the request; there was no getting through in time. */
  public static final class Busy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Busy(RuntimeException cause) {
      super("no getting through: " + cause.getMessage(), cause);
    }

    Busy(String why) {
      super(why);
    }
  }
}
