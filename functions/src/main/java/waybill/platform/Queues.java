package waybill.platform;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Sending to SQS with an exact answer for every message. A message counts as accepted only when SQS
 * said so for this very entry; whatever was not answered counts as not sent, so a lost answer leads
 * to a second copy and never to a loss.
 */
public final class Queues {

  /** SQS refuses longer delays; emulators take them. */
  public static final int DELAY_MAX_SECONDS = 900;

  private static final Logger LOG = LoggerFactory.getLogger(Queues.class);

  private final Settings settings;
  private final SqsClient sqs;
  private final Map<String, String> urls = new ConcurrentHashMap<>();

  Queues(Settings settings, SqsClient sqs) {
    this.settings = settings;
    this.sqs = sqs;
  }

  /** {@code group} is the owner whose backlog must not delay the others' (fair queues). */
  public record Letter(String group, String body, int delaySeconds) {

    public Letter {
      if (delaySeconds < 0 || delaySeconds > DELAY_MAX_SECONDS) {
        throw new IllegalArgumentException("delay of " + delaySeconds + " s is not in 0-900");
      }
    }

    int bytes() {
      return body.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /** What became of one letter. An error class is a short, stable word; a reason is for people. */
  public sealed interface Result {

    record Accepted() implements Result {}

    /** The letter's own fault: sending it again will not help. */
    record Refused(String errorClass, String reason) implements Result {}

    /**
     * Nobody's fault, or unknown: the letter may even have arrived.
     *
     * @param isOfThis whether SQS said so of this very letter, and not of a whole call, or of how
     *     much there is at present
     */
    record Failed(String errorClass, String reason, boolean isOfThis) implements Result {}
  }

  /**
   * @param results in the order of the letters
   * @param getsThrough false when a call was not answered, or was throttled, or the queue took none
   *     of several letters: the next had better wait
   */
  public record Sent(List<Result> results, boolean getsThrough) {}

  /** Sends the letters in as few calls as the limits allow. */
  public Sent send(Queue queue, List<Letter> letters) {
    try {
      return new Sending(sqs, url(settings.queue(queue)), letters).run();
    } catch (SdkException e) {
      LOG.warn("the address of {} is not to be had: {}", queue, e.getMessage());
      return new Sent(Collections.nCopies(letters.size(), Sending.failure(e, false)), false);
    }
  }

  /**
   * Makes a received message visible again after {@code seconds}. Best effort: when it fails, the
   * queue's own visibility timeout does the same, later.
   */
  public void returnAfter(String queueName, String receiptHandle, int seconds) {
    try {
      String url = url(queueName);
      sqs.changeMessageVisibility(
          request -> request.queueUrl(url).receiptHandle(receiptHandle).visibilityTimeout(seconds));
    } catch (SdkException e) {
      LOG.warn("could not return a message to {} early: {}", queueName, e.getMessage());
    }
  }

  /** Looked up by name: under {@code sam local} a {@code !Ref} of a queue is not a URL. */
  private String url(String queueName) {
    return urls.computeIfAbsent(
        queueName, name -> sqs.getQueueUrl(request -> request.queueName(name)).queueUrl());
  }
}
