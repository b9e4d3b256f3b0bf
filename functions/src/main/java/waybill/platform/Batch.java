package waybill.platform;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partial-batch loop: each message by itself, and only those that failed go back to the queue.
 * A message that met contention comes back within seconds, any other failure after the queue's
 * visibility timeout, and to the dead-letter queue after its last receive.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
public final class Batch {

  private static final int BUSY_RETURN_MIN_SECONDS = 2;
  private static final int BUSY_RETURN_MAX_SECONDS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

  private final Platform platform;

  public Batch(Platform platform) {
    this.platform = platform;
  }

  /** What is done with the body of one message. */
  @FunctionalInterface
  public interface Work {
    void on(String body);
  }

  public SQSBatchResponse each(SQSEvent event, Work work) {
    List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      try {
        work.on(message.getBody());
      } catch (RuntimeException e) {
        giveBack(message, e);
        failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }

  /** Splits what the body of one message asks for into pieces that may run side by side. */
  @FunctionalInterface
  public interface Split {
    List<Runnable> of(String body);
  }

  /**
   * For work that waits for others: the pieces of all messages run in lanes, and one is begun only
   * while there is {@code pieceMax} left of the invocation. A message goes back when any piece of
   * it failed or was not begun, so a piece must bear being repeated.
   */
  public SQSBatchResponse sideBySide(
      SQSEvent event, Context context, Lanes lanes, Duration pieceMax, Split split) {
    Map<String, RuntimeException> failed = new ConcurrentHashMap<>();
    List<Runnable> pieces = new ArrayList<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      String id = message.getMessageId();
      try {
        for (Runnable piece : split.of(message.getBody())) {
          pieces.add(() -> runInTime(piece, context, pieceMax, id, failed));
        }
      } catch (RuntimeException e) {
        failed.put(id, e);
      }
    }
    lanes.run(pieces);
    List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      RuntimeException e = failed.get(message.getMessageId());
      if (e != null) {
        giveBack(message, e);
        failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }

  private static void runInTime(
      Runnable piece,
      Context context,
      Duration pieceMax,
      String messageId,
      Map<String, RuntimeException> failed) {
    try {
      if (context.getRemainingTimeInMillis() < pieceMax.toMillis()) {
        throw new Retry.Busy("no time left in this invocation");
      }
      piece.run();
    } catch (RuntimeException e) {
      failed.put(messageId, e);
    }
  }

  private void giveBack(SQSEvent.SQSMessage message, RuntimeException e) {
    if (e instanceof Retry.Busy) {
      LOG.info("message {} goes back for some seconds: {}", message.getMessageId(), e.getMessage());
      int seconds = platform.random().nextInt(BUSY_RETURN_MIN_SECONDS, BUSY_RETURN_MAX_SECONDS + 1);
      platform.queues().returnAfter(queueName(message), message.getReceiptHandle(), seconds);
    } else {
      LOG.error("message {} failed and goes back to its queue", message.getMessageId(), e);
    }
  }

  private static String queueName(SQSEvent.SQSMessage message) {
    String arn = message.getEventSourceArn();
    return arn.substring(arn.lastIndexOf(':') + 1);
  }
}
