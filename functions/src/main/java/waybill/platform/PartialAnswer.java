package waybill.platform;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which messages of a batch go back to their queue, and when they come again. */
final class PartialAnswer {

  /**
   * Doubled at each receive: 20 receives take over an hour, so that no short outage ends in a DLQ.
   */
  private static final int RETURN_FIRST_SECONDS = 5;

  private static final int RETURN_MAX_SECONDS = 300;
  private static final int DOUBLINGS_MAX = 6;

  private static final Logger LOG = LoggerFactory.getLogger(PartialAnswer.class);

  /** A line for each message, by which its ids are found. */
  private static final Logger DONE = LoggerFactory.getLogger("waybill.done");

  private final Platform platform;

  PartialAnswer(Platform platform) {
    this.platform = platform;
  }

  SQSBatchResponse of(List<Progress> messages) {
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
