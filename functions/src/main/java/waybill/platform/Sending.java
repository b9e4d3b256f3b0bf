package waybill.platform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import waybill.platform.Queues.Letter;
import waybill.platform.Queues.Result;
import waybill.platform.Queues.Sent;

/**
 * One sending of letters to one queue, in as few calls as the limits allow. When nothing of a call
 * gets through, the calls after it are not made: a queue that hangs costs one time-out.
 */
final class Sending {

  /**
   * Limits of SendMessageBatch.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
   */
  static final int BATCH_ENTRIES_MAX = 10;

  static final int BATCH_MAX_BYTES = 1024 * 1024;

  /** Error classes beside SQS's own codes. */
  static final String NO_ANSWER = "no-answer";

  static final String TOO_LARGE = "too-large";

  /**
   * Codes that say nothing of the letter, also where SQS calls them the sender's fault: there was
   * too much of everything.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
   */
  private static final Set<String> TOO_MUCH =
      Set.of(
          "ThrottlingException",
          "Throttling",
          "RequestThrottled",
          "KmsThrottled",
          "OverLimit",
          "ServiceUnavailable");

  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

  private static final Result NOT_ANSWERED =
      new Result.Failed(NO_ANSWER, "no answer said anything of this message", false);

  private final SqsClient sqs;
  private final String queueUrl;
  private final List<Letter> letters;
  private final List<Result> results;

  Sending(SqsClient sqs, String queueUrl, List<Letter> letters) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.letters = letters;
    this.results = new ArrayList<>(Collections.nCopies(letters.size(), NOT_ANSWERED));
  }

  /** How a call went; what became of each letter is among the results. */
  private enum Call {
    ANSWERED,
    DISLIKED,
    LOST
  }

  Sent run() {
    for (List<Integer> batch : batches()) {
      Call call = call(batch);
      if (call == Call.DISLIKED && batch.size() > 1) {
        call = singly(batch);
      }
      if (call == Call.LOST) {
        return new Sent(results, false);
      }
    }
    return new Sent(results, true);
  }

  /** Positions of the letters that go together. What no call can take is refused here. */
  private List<List<Integer>> batches() {
    List<List<Integer>> batches = new ArrayList<>();
    List<Integer> batch = new ArrayList<>();
    int batchBytes = 0;
    for (int i = 0; i < letters.size(); i++) {
      int bytes = letters.get(i).bytes();
      if (bytes > BATCH_MAX_BYTES) {
        results.set(
            i, new Result.Refused(TOO_LARGE, "message of " + bytes + " bytes is over 1 MiB"));
        continue;
      }
      if (batch.size() == BATCH_ENTRIES_MAX || batchBytes + bytes > BATCH_MAX_BYTES) {
        batches.add(batch);
        batch = new ArrayList<>();
        batchBytes = 0;
      }
      batch.add(i);
      batchBytes += bytes;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  /**
   * One letter may have spoilt the call for the others, so each goes by itself. When none is taken,
   * it was not the letters.
   */
  private Call singly(List<Integer> batch) {
    boolean takesAny = false;
    for (int i : batch) {
      Call call = call(List.of(i));
      if (call == Call.LOST) {
        return Call.LOST;
      }
      takesAny |= call == Call.ANSWERED;
    }
    return takesAny ? Call.ANSWERED : Call.LOST;
  }

  /** The entries' ids are their positions. An entry that the answer does not name has failed. */
  private Call call(List<Integer> batch) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (int i : batch) {
      entries.add(entry(i));
      results.set(i, NOT_ANSWERED);
    }
    try {
      SendMessageBatchResponse answer =
          sqs.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
      answer.successful().forEach(s -> results.set(position(s.id()), new Result.Accepted()));
      answer.failed().forEach(f -> results.set(position(f.id()), failure(f)));
      return Call.ANSWERED;
    } catch (SdkException e) {
      LOG.warn("sending {} messages to {} failed: {}", batch.size(), queueUrl, e.getMessage());
      boolean isDisliked = isAboutTheRequest(e);
      for (int i : batch) {
        results.set(i, failure(e, isDisliked && batch.size() == 1));
      }
      return isDisliked ? Call.DISLIKED : Call.LOST;
    }
  }

  private SendMessageBatchRequestEntry entry(int position) {
    Letter letter = letters.get(position);
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
    boolean isOfThis = !TOO_MUCH.contains(entry.code());
    return isOfThis && Boolean.TRUE.equals(entry.senderFault())
        ? new Result.Refused(entry.code(), entry.message())
        : new Result.Failed(entry.code(), entry.message(), isOfThis);
  }

  static Result.Failed failure(SdkException e, boolean isOfThis) {
    String code =
        e instanceof AwsServiceException service && service.awsErrorDetails() != null
            ? service.awsErrorDetails().errorCode()
            : null;
    return new Result.Failed(code == null ? NO_ANSWER : code, e.getMessage(), isOfThis);
  }

  /** Whether AWS did not like what it was asked, as against having no time or not answering. */
  private static boolean isAboutTheRequest(SdkException e) {
    return e instanceof AwsServiceException service
        && service.statusCode() >= CLIENT_ERROR
        && service.statusCode() < SERVER_ERROR
        && !service.isThrottlingException();
  }
}
