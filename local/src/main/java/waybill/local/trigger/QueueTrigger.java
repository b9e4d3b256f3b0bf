package waybill.local.trigger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import waybill.local.function.Functions;
import waybill.local.function.InvocationException;
import waybill.local.provision.QueueAddress;
import waybill.local.template.EventSource.QueueSource;

/**
 * A queue's mapping. Deletes what succeeded; what failed comes again when its visibility ends, and
 * goes to the dead-letter queue by the queue's own redrive policy.
 */
public final class QueueTrigger implements Trigger {

  /** SQS's own limit. */
  private static final int RECEIVE_MAX_MESSAGES = 10;

  private static final Logger LOG = LoggerFactory.getLogger(QueueTrigger.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String functionId;
  private final QueueSource source;
  private final QueueAddress queue;
  private final SqsClient sqs;
  private final Functions functions;
  private final ReentrantLock receiving = new ReentrantLock();
  private volatile boolean paused;

  public QueueTrigger(
      String functionId,
      QueueSource source,
      QueueAddress queue,
      SqsClient sqs,
      Functions functions) {
    this.functionId = functionId;
    this.source = source;
    this.queue = queue;
    this.sqs = sqs;
    this.functions = functions;
  }

  @Override
  public String functionId() {
    return functionId;
  }

  @Override
  public boolean pollOnce() {
    List<Message> messages = receive(0);
    process(messages);
    return !messages.isEmpty();
  }

  @Override
  public void pause() {
    paused = true;
    // A receive that waits for messages would still take one that is sent after this.
    receiving.lock();
    receiving.unlock();
  }

  @Override
  public void resume() {
    paused = false;
  }

  int concurrencyMax() {
    return source.concurrencyMax();
  }

  /**
   * A batch, of as many receives as it takes: until it is full, or a receive found nothing, or the
   * batching window is over.
   */
  List<Message> receive(int waitSeconds) {
    receiving.lock();
    try {
      return receiveBatch(waitSeconds);
    } finally {
      receiving.unlock();
    }
  }

  private List<Message> receiveBatch(int waitSeconds) {
    List<Message> messages = new ArrayList<>();
    long windowEnd = System.nanoTime() + source.batchingWindow().toNanos();
    while (!paused && messages.size() < source.batchSize()) {
      List<Message> received = receiveOnce(source.batchSize() - messages.size(), waitSeconds);
      messages.addAll(received);
      if (received.isEmpty() || System.nanoTime() >= windowEnd) {
        break;
      }
    }
    return messages;
  }

  private List<Message> receiveOnce(int count, int waitSeconds) {
    return sqs.receiveMessage(
            request ->
                request
                    .queueUrl(queue.url())
                    .maxNumberOfMessages(Math.min(count, RECEIVE_MAX_MESSAGES))
                    .waitTimeSeconds(waitSeconds)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .messageAttributeNames("All"))
        .messages();
  }

  void process(List<Message> messages) {
    if (messages.isEmpty()) {
      return;
    }
    Set<String> ids = new LinkedHashSet<>();
    messages.forEach(message -> ids.add(message.messageId()));
    Optional<Set<String>> failures = invoke(messages, ids);
    if (failures.isEmpty()) {
      return;
    }
    List<Message> done =
        messages.stream().filter(message -> !failures.get().contains(message.messageId())).toList();
    for (int from = 0; from < done.size(); from += RECEIVE_MAX_MESSAGES) {
      delete(done.subList(from, Math.min(done.size(), from + RECEIVE_MAX_MESSAGES)));
    }
  }

  private Optional<Set<String>> invoke(List<Message> messages, Set<String> ids) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    messages.forEach(message -> records.add(QueueEvents.json(message, queue.arn())));
    try {
      byte[] answer = functions.invoke(functionId, JSON.writeValueAsBytes(event));
      return source.reportsItemFailures()
          ? BatchAnswer.failures(answer, ids)
          : Optional.of(Set.of());
    } catch (InvocationException e) {
      LOG.debug("{}: a batch of {} failed", functionId, messages.size(), e);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete(List<Message> messages) {
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Message message : messages) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .receiptHandle(message.receiptHandle())
              .build());
    }
    sqs.deleteMessageBatch(request -> request.queueUrl(queue.url()).entries(entries));
  }
}
