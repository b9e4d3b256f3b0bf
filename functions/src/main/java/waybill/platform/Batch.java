package waybill.platform;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;
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
