package waybill.platform;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Sending to SQS with an exact answer for every message. A message counts as accepted only when SQS
 * said so for this very entry; whatever was not answered counts as not sent, so a lost answer leads
 * to a second copy and never to a loss.
 */
public final class Queues {

  /**
   * Limits of SendMessageBatch.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
   */
  static final int BATCH_ENTRIES_MAX = 10;

  static final int BATCH_MAX_BYTES = 1024 * 1024;

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

  /** What became of one letter. */
  public sealed interface Result {

    record Accepted() implements Result {}

    /** The letter's own fault: sending it again will not help. */
    record Refused(String reason) implements Result {}

    /** Nobody's fault, or unknown: the letter may even have arrived. */
    record Failed(String reason) implements Result {}
  }

  /** Sends the letters in as few calls as the limits allow; the results stand in their order. */
  public List<Result> send(Queue queue, List<Letter> letters) {
    List<Result> results =
        new ArrayList<>(Collections.nCopies(letters.size(), new Result.Failed("not answered")));
    List<Integer> batch = new ArrayList<>();
    int batchBytes = 0;
    for (int i = 0; i < letters.size(); i++) {
      int bytes = letters.get(i).bytes();
      if (bytes > BATCH_MAX_BYTES) {
        results.set(i, new Result.Refused("message of " + bytes + " bytes is over 1 MiB"));
        continue;
      }
      if (batch.size() == BATCH_ENTRIES_MAX || batchBytes + bytes > BATCH_MAX_BYTES) {
        sendBatch(queue, letters, batch, results);
        batch.clear();
        batchBytes = 0;
      }
      batch.add(i);
      batchBytes += bytes;
    }
    if (!batch.isEmpty()) {
      sendBatch(queue, letters, batch, results);
    }
    return results;
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

  /** The entries' ids are their positions in {@code letters}. */
  private void sendBatch(
      Queue queue, List<Letter> letters, List<Integer> batch, List<Result> results) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (int i : batch) {
      entries.add(entry(i, letters.get(i)));
    }
    try {
      String url = url(settings.queue(queue));
      SendMessageBatchResponse answer =
          sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
      answer.successful().forEach(s -> results.set(position(s.id()), new Result.Accepted()));
      answer.failed().forEach(f -> results.set(position(f.id()), failure(f)));
    } catch (SdkException e) {
      LOG.warn("sending {} messages to {} failed: {}", batch.size(), queue, e.getMessage());
      for (int i : batch) {
        results.set(i, new Result.Failed(e.getClass().getSimpleName()));
      }
    }
  }

  private static SendMessageBatchRequestEntry entry(int position, Letter letter) {
    SendMessageBatchRequestEntry.Builder entry =
        SendMessageBatchRequestEntry.builder()
            .id(Integer.toString(position))
            .messageBody(letter.body())
            .messageGroupId(letter.group());
    return (letter.delaySeconds() > 0 ? entry.delaySeconds(letter.delaySeconds()) : entry).build();
  }

  private static int position(String id) {
    return Integer.parseInt(id);
  }

  private static Result failure(BatchResultErrorEntry entry) {
    String reason = entry.code() + ": " + entry.message();
    return Boolean.TRUE.equals(entry.senderFault())
        ? new Result.Refused(reason)
        : new Result.Failed(reason);
  }

  /** Looked up by name: under {@code sam local} a {@code !Ref} of a queue is not a URL. */
  private String url(String queueName) {
    return urls.computeIfAbsent(
        queueName, name -> sqs.getQueueUrl(request -> request.queueName(name)).queueUrl());
  }
}
