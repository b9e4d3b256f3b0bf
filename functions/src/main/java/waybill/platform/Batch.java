package waybill.platform;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partial-batch loop: each message by itself, and only those that are not done go back to the
 * queue. A message that met contention, or for which no time was left, comes back after a pause
 * that grows with each receive; any other failure after the queue's visibility timeout; and to the
 * dead-letter queue after its last receive.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
public final class Batch {

  /**
   * Doubled at each receive: 20 receives take over an hour, so that no short outage ends in a DLQ.
   */
  private static final int RETURN_FIRST_SECONDS = 5;

  private static final int RETURN_MAX_SECONDS = 300;
  private static final int DOUBLINGS_MAX = 6;

  private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

  /** A line for each message, by which its ids are found. */
  private static final Logger DONE = LoggerFactory.getLogger("waybill.done");

  private final Platform platform;

  public Batch(Platform platform) {
    this.platform = platform;
  }

  /** What is done with the body of one message. */
  @FunctionalInterface
  public interface Work {
    void on(String body);
  }

  /** Splits what the body of one message asks for into pieces that may run side by side. */
  @FunctionalInterface
  public interface Split {
    List<Runnable> of(String body);
  }

  /** One message after another; none is begun with less than {@code workMax} left to live. */
  public SQSBatchResponse each(SQSEvent event, Context context, Duration workMax, Work work) {
    return sideBySide(event, context, Lanes.one(), workMax, body -> List.of(() -> work.on(body)));
  }

  /**
   * For work that waits for others: the pieces of all messages run in lanes, and one is begun only
   * while there is {@code pieceMax} left of the invocation. A message goes back unless each piece
   * of it has returned, so a piece must bear being repeated.
   */
  public SQSBatchResponse sideBySide(
      SQSEvent event, Context context, Lanes lanes, Duration pieceMax, Split split) {
    List<Progress> messages = new ArrayList<>();
    List<Runnable> pieces = new ArrayList<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      Progress progress = new Progress(message);
      messages.add(progress);
      progress.guard(() -> pieces.addAll(pieces(progress, context, pieceMax, split)));
    }
    lanes.run(pieces);
    List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
    for (Progress progress : messages) {
      progress.ids().run(() -> settle(progress, failures));
    }
    return new SQSBatchResponse(failures);
  }

  private void settle(Progress progress, List<SQSBatchResponse.BatchItemFailure> failures) {
    SQSEvent.SQSMessage message = progress.message();
    Optional<Throwable> failure = progress.failure();
    if (failure.isPresent()) {
      giveBack(message, failure.get());
      failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
    } else {
      DONE.info("{}: done", queueName(message));
    }
  }

  private static List<Runnable> pieces(
      Progress progress, Context context, Duration pieceMax, Split split) {
    requireTime(context, pieceMax);
    List<Runnable> own = split.of(progress.message().getBody());
    progress.expects(own.size());
    return own.stream()
        .<Runnable>map(piece -> () -> progress.guard(() -> run(piece, progress, context, pieceMax)))
        .toList();
  }

  private static void run(Runnable piece, Progress progress, Context context, Duration pieceMax) {
    requireTime(context, pieceMax);
    piece.run();
    progress.pieceDone();
  }

  private static void requireTime(Context context, Duration pieceMax) {
    if (context.getRemainingTimeInMillis() < pieceMax.toMillis()) {
      throw new Retry.Busy("no time left in this invocation");
    }
  }

  private void giveBack(SQSEvent.SQSMessage message, Throwable failure) {
    if (failure instanceof Retry.Busy) {
      int seconds = returnSeconds(message);
      LOG.info(
          "message {} goes back for {} s: {}",
          message.getMessageId(),
          seconds,
          failure.getMessage());
      platform.queues().returnAfter(queueName(message), message.getReceiptHandle(), seconds);
    } else {
      LOG.error("message {} failed and goes back to its queue", message.getMessageId(), failure);
    }
  }

  /** Between half and all of the doubled pause. */
  private int returnSeconds(SQSEvent.SQSMessage message) {
    String received = message.getAttributes().getOrDefault("ApproximateReceiveCount", "1");
    int doublings = Math.min(Math.max(Integer.parseInt(received) - 1, 0), DOUBLINGS_MAX);
    int most = Math.min(RETURN_FIRST_SECONDS << doublings, RETURN_MAX_SECONDS);
    return platform.random().nextInt(most / 2, most + 1);
  }

  private static String queueName(SQSEvent.SQSMessage message) {
    String arn = message.getEventSourceArn();
    return arn.substring(arn.lastIndexOf(':') + 1);
  }
}
