package waybill.emulator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Messages that are received and deleted. */
final class ReceivingProbes {

  private static final int WAIT_SECONDS = 8;

  private ReceivingProbes() {}

  static List<Probe> all() {
    return List.of(
        new Probe(
            "receive-hides",
            "A message that was received is hidden, and comes again when its visibility ends",
            ReceivingProbes::hides),
        new Probe(
            "receive-waits",
            "A receive that waits gets a message as soon as it may be received",
            ReceivingProbes::waits),
        new Probe(
            "receive-11",
            "A receive of 10 messages is taken, one of 11 is not",
            lab -> receive(lab, 10) + ", " + receive(lab, 11)),
        new Probe(
            "receive-attributes",
            "A receive of all attributes brings counts, times and the sender",
            ReceivingProbes::attributes),
        new Probe(
            "delete-in-flight",
            "A message that was deleted does not come again",
            ReceivingProbes::deleted),
        new Probe(
            "delete-old-handle",
            "Deleting by the handle of an earlier receive is no error",
            ReceivingProbes::oldHandle),
        new Probe(
            "delete-batch",
            "A handle that is none fails its own entry of a batch, by the sender's fault",
            ReceivingProbes::batch),
        new Probe(
            "queue-counts",
            "A queue counts what is visible, in flight and waiting",
            ReceivingProbes::counts));
  }

  /** Two queues, so that a busy machine is not taken for a visibility that has ended. */
  private static String hides(Lab lab) {
    QueueLab patient = QueueLab.of(lab, lab.id() + "-patient", Map.of());
    patient.send("text");
    QueueLab impatient = QueueLab.impatient(lab);
    impatient.send("text");
    patient.received(1);
    impatient.received(1);
    return patient.next(0) + ", then " + impatient.next(5);
  }

  /** A receive that looked only at its end would find the message late. */
  private static String waits(Lab lab) {
    QueueLab queue = QueueLab.of(lab);
    queue.send("text", 1);
    long start = System.nanoTime();
    String answer = queue.next(WAIT_SECONDS);
    boolean isSoon = System.nanoTime() - start < TimeUnit.SECONDS.toNanos(WAIT_SECONDS - 1);
    return answer + (isSoon ? " soon" : " late");
  }

  private static String receive(Lab lab, int count) {
    QueueLab queue = QueueLab.of(lab);
    return Refusal.of(
        () ->
            queue
                .sqs()
                .receiveMessage(
                    request -> request.queueUrl(queue.url()).maxNumberOfMessages(count)));
  }

  private static String attributes(Lab lab) {
    QueueLab queue = QueueLab.of(lab);
    queue.send("text");
    return queue.received(1).attributesAsStrings().keySet().stream()
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static String deleted(Lab lab) {
    QueueLab queue = QueueLab.impatient(lab);
    queue.send("text");
    return delete(queue, queue.received(1)) + ", then " + queue.next(3);
  }

  private static String oldHandle(Lab lab) {
    QueueLab queue = QueueLab.of(lab);
    queue.send("text");
    Message first = queue.received(1);
    queue.hide(first, 0);
    Message second = queue.received(1);
    String answer = delete(queue, first);
    boolean isThere = queue.hide(second, 0).equals(Refusal.TAKEN) && queue.receive(1).isPresent();
    return answer + ", then " + (isThere ? "still there" : "gone");
  }

  private static String batch(Lab lab) {
    QueueLab queue = QueueLab.of(lab);
    queue.send("text");
    DeleteMessageBatchRequestEntry good = entry("0", queue.received(1).receiptHandle());
    DeleteMessageBatchRequestEntry bad = entry("1", "none");
    DeleteMessageBatchResponse answer =
        queue.sqs().deleteMessageBatch(request -> request.queueUrl(queue.url()).entries(good, bad));
    return Stream.concat(
            answer.successful().stream().map(entry -> entry.id() + " " + Refusal.TAKEN),
            answer.failed().stream().map(QueueLab::text))
        .collect(Collectors.joining(", "));
  }

  private static String counts(Lab lab) {
    QueueLab queue = QueueLab.of(lab);
    queue.send("1");
    queue.send("2");
    queue.send("3");
    queue.send("4", 60);
    queue.received(1);
    return Map.of(
            "visible", QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            "in flight", QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            "waiting", QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each -> queue.attribute(each.getValue()),
                (a, b) -> a,
                TreeMap::new))
        .toString();
  }

  private static DeleteMessageBatchRequestEntry entry(String id, String handle) {
    return DeleteMessageBatchRequestEntry.builder().id(id).receiptHandle(handle).build();
  }

  private static String delete(QueueLab queue, Message message) {
    return Refusal.of(
        () ->
            queue
                .sqs()
                .deleteMessage(
                    request ->
                        request.queueUrl(queue.url()).receiptHandle(message.receiptHandle())));
  }
}
