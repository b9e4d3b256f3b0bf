package waybill.local.desk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/**
 * Brings dead letters back to where they died. A message leaves its dead-letter queue only after
 * its source has accepted a copy: a crash in between leaves two, of which consumers make one.
 *
 * <p>Not by SQS's own move task: that runs on after this command is gone, has no limit but a rate,
 * and on some emulators leaves messages one receive away from death.
 *
 * @param perSecond messages a second, at most
 * @param limit messages in all, at most
 */
public record Redrive(StackAccess stack, int perSecond, int limit) {

  /** Time enough to send a batch and delete it. */
  private static final int HIDDEN_SECONDS = 60;

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** How many came back, and how many stay where they are: refused, or sent and not deleted. */
  public record Moved(int back, int refused) {

    Moved plus(Moved other) {
      return new Moved(back + other.back, refused + other.refused);
    }

    int all() {
      return back + refused;
    }
  }

  /** Until the queue is empty or the limit is reached; progress is told after each batch. */
  public Moved run(DeadLetterQueue queue, IntConsumer progress) {
    String from = url(queue.name());
    String to =
        url(
            queue
                .source()
                .orElseThrow(() -> new IllegalArgumentException(queue.name() + " has no source")));
    Moved moved = new Moved(0, 0);
    while (moved.all() < limit) {
      List<Message> batch = receive(from, Math.min(batchMax(), limit - moved.all()));
      if (batch.isEmpty()) {
        return moved;
      }
      moved = moved.plus(move(batch, from, to));
      progress.accept(moved.back());
      pause(SECOND.multipliedBy(batch.size()).dividedBy(perSecond));
    }
    return moved;
  }

  /** A batch is at once, so a slow pace needs small ones. */
  private int batchMax() {
    return Math.min(DeadLetters.MESSAGES_PER_RECEIVE_MAX, perSecond);
  }

  private List<Message> receive(String from, int count) {
    return stack
        .sqs()
        .receiveMessage(
            request ->
                request
                    .queueUrl(from)
                    .maxNumberOfMessages(count)
                    .waitTimeSeconds(DeadLetters.RECEIVE_WAIT_SECONDS)
                    .visibilityTimeout(HIDDEN_SECONDS)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .messageAttributeNames("All"))
        .messages();
  }

  private Moved move(List<Message> batch, String from, String to) {
    List<SendMessageBatchRequestEntry> copies = new ArrayList<>();
    for (Message message : batch) {
      copies.add(copy(message, copies.size()));
    }
    Set<String> accepted =
        stack
            .sqs()
            .sendMessageBatch(request -> request.queueUrl(to).entries(copies))
            .successful()
            .stream()
            .map(SendMessageBatchResultEntry::id)
            .collect(Collectors.toSet());
    List<DeleteMessageBatchRequestEntry> gone = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      String id = Integer.toString(i);
      if (accepted.contains(id)) {
        gone.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(id)
                .receiptHandle(batch.get(i).receiptHandle())
                .build());
      }
    }
    int kept = gone.isEmpty() ? 0 : delete(gone, from);
    return new Moved(accepted.size() - kept, batch.size() - accepted.size() + kept);
  }

  /** How many were not deleted: these came back, and stay dead as well. */
  private int delete(List<DeleteMessageBatchRequestEntry> gone, String from) {
    return stack
        .sqs()
        .deleteMessageBatch(request -> request.queueUrl(from).entries(gone))
        .failed()
        .size();
  }

  private static SendMessageBatchRequestEntry copy(Message message, int position) {
    return SendMessageBatchRequestEntry.builder()
        .id(Integer.toString(position))
        .messageBody(message.body())
        .messageAttributes(message.messageAttributes())
        .messageGroupId(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
        .build();
  }

  private void pause(Duration span) {
    try {
      stack.platform().time().sleep(span);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two batches", e);
    }
  }

  private String url(String name) {
    return stack.sqs().getQueueUrl(request -> request.queueName(name)).queueUrl();
  }
}
