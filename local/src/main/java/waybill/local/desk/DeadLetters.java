package waybill.local.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Looks into dead-letter queues, and takes nothing out. */
public final class DeadLetters {

  /** A receive takes no more. */
  static final int MESSAGES_PER_RECEIVE_MAX = 10;

  /** Long enough to ask all of SQS's servers, where a short receive asks some. */
  static final int RECEIVE_WAIT_SECONDS = 1;

  /** Should giving a message back fail, it shows again by itself after this. */
  private static final int LOOK_SECONDS = 20;

  private final StackAccess stack;

  public DeadLetters(StackAccess stack) {
    this.stack = stack;
  }

  /**
   * What lies in a queue, as far as SQS tells.
   *
   * @param depth messages that wait, approximately
   * @param underWay messages that somebody has received and not deleted, approximately
   * @param some a few of them; SQS does not tell which
   */
  public record Look(int depth, int underWay, List<DeadLetter> some) {

    /** Of those that were looked at. */
    public Optional<Instant> oldest() {
      return some.stream().map(DeadLetter::sentAt).min(Comparator.naturalOrder());
    }
  }

  /**
   * Counts the messages and reads at most {@link #MESSAGES_PER_RECEIVE_MAX}, which are visible to
   * everybody else again afterwards. Their count of receives grows by one.
   */
  public Look into(DeadLetterQueue queue) {
    String url = url(queue.name());
    Map<QueueAttributeName, String> counts =
        stack
            .sqs()
            .getQueueAttributes(
                request ->
                    request
                        .queueUrl(url)
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    int depth = count(counts, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    List<Message> messages = depth == 0 ? List.of() : receive(url);
    giveBack(url, messages);
    return new Look(
        depth,
        count(counts, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
        messages.stream().map(DeadLetter::of).toList());
  }

  private static int count(Map<QueueAttributeName, String> counts, QueueAttributeName name) {
    return Integer.parseInt(counts.getOrDefault(name, "0"));
  }

  private List<Message> receive(String url) {
    return stack
        .sqs()
        .receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .maxNumberOfMessages(MESSAGES_PER_RECEIVE_MAX)
                    .waitTimeSeconds(RECEIVE_WAIT_SECONDS)
                    .visibilityTimeout(LOOK_SECONDS)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private void giveBack(String url, List<Message> messages) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
    for (Message message : messages) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.receiptHandle())
              .visibilityTimeout(0)
              .build());
    }
    if (!entries.isEmpty()) {
      stack.sqs().changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries));
    }
  }

  private String url(String name) {
    return stack.sqs().getQueueUrl(request -> request.queueName(name)).queueUrl();
  }
}
