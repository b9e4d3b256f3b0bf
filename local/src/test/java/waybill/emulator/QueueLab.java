package waybill.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** A queue of a probe's own. */
final class QueueLab {

  static final Duration IMPATIENT = Duration.ofSeconds(2);

  private final SqsClient sqs;
  private final String url;

  private QueueLab(SqsClient sqs, String url) {
    this.sqs = sqs;
    this.url = url;
  }

  /** Named after the probe. */
  static QueueLab of(Lab lab) {
    return of(lab, lab.id(), Map.of());
  }

  static QueueLab of(Lab lab, String name, Map<QueueAttributeName, String> attributes) {
    SqsClient sqs = lab.emulator().sqs();
    return new QueueLab(
        sqs,
        sqs.createQueue(request -> request.queueName("probes-" + name).attributes(attributes))
            .queueUrl());
  }

  /** Whose messages come again soon. */
  static QueueLab impatient(Lab lab) {
    return impatient(lab, lab.id());
  }

  static QueueLab impatient(Lab lab, String name) {
    String seconds = Long.toString(IMPATIENT.toSeconds());
    return of(lab, name, Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, seconds));
  }

  SqsClient sqs() {
    return sqs;
  }

  String url() {
    return url;
  }

  void send(String body) {
    send(body, 0);
  }

  void send(String body, int delaySeconds) {
    sqs.sendMessage(request -> request.queueUrl(url).messageBody(body).delaySeconds(delaySeconds));
  }

  /** What became of each entry, or of the whole. */
  String sendBatch(SendMessageBatchRequestEntry... entries) {
    try {
      return text(sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries)));
    } catch (RuntimeException e) {
      return "all: " + Refusal.of(e);
    }
  }

  static SendMessageBatchRequestEntry entry(int id, String body) {
    return SendMessageBatchRequestEntry.builder()
        .id(Integer.toString(id))
        .messageBody(body)
        .build();
  }

  static SendMessageBatchRequestEntry[] entries(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> entry(i, "text"))
        .toArray(SendMessageBatchRequestEntry[]::new);
  }

  /** A message, if one comes within this time. */
  Optional<Message> receive(int waitSeconds) {
    return sqs
        .receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .waitTimeSeconds(waitSeconds)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages()
        .stream()
        .findFirst();
  }

  /** A message that has to be there. */
  Message received(int waitSeconds) {
    return receive(waitSeconds).orElseThrow(NoMessage::new);
  }

  /** The body of what comes within this time and how often it was received. */
  String next(int waitSeconds) {
    return receive(waitSeconds)
        .map(
            message ->
                message.body()
                    + " (receive "
                    + message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)
                    + ")")
        .orElse("none");
  }

  /** Hides a received message for this long from now, or with 0 gives it back. */
  String hide(Message message, int seconds) {
    return Refusal.of(
        () ->
            sqs.changeMessageVisibility(
                request ->
                    request
                        .queueUrl(url)
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(seconds)));
  }

  String attribute(QueueAttributeName name) {
    return sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(name))
        .attributes()
        .get(name);
  }

  private static String text(SendMessageBatchResponse answer) {
    List<String> entries =
        Stream.concat(
                answer.successful().stream().map(entry -> entry.id() + " " + Refusal.TAKEN),
                answer.failed().stream().map(QueueLab::text))
            .sorted()
            .toList();
    return entries.isEmpty() ? "no entries" : String.join(", ", entries);
  }

  static String text(BatchResultErrorEntry entry) {
    String fault = Boolean.TRUE.equals(entry.senderFault()) ? " by the sender" : "";
    return entry.id() + " " + entry.code() + fault;
  }

  static final class NoMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }
}
