package waybill.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import waybill.local.LocalPlatform;
import waybill.platform.Json;

/**
 * What Lambda's poller does between a queue and a function, one step at a time: receives, hands
 * over, and deletes what was answered and not reported as failed.
 */
final class QueueMapping {

  static final String ALL_DONE = "{\"batchItemFailures\":[]}";

  private static final int BATCH_MAX_MESSAGES = 10;
  private static final int STARTS_MAX = 10;

  private final Deployment deployment;
  private final LocalPlatform platform;
  private final String queue;
  private final String url;

  private QueueMapping(Deployment deployment, String queue) {
    this.deployment = deployment;
    this.platform = deployment.platform;
    this.queue = platform.template().stackName() + "-" + queue;
    this.url = platform.queueUrl(queue);
  }

  static QueueMapping of(Deployment deployment, String queue) {
    return new QueueMapping(deployment, queue);
  }

  /** What is visible now; it is invisible from then on, as its queue says. */
  List<Message> receive() {
    return platform
        .sqs()
        .receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .maxNumberOfMessages(BATCH_MAX_MESSAGES)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  /** After which what was received and not deleted comes again. */
  Duration visibility() {
    return platform.template().queues().stream()
        .filter(spec -> spec.name().equals(queue))
        .map(spec -> Duration.ofSeconds(spec.visibilityTimeoutSeconds()))
        .findFirst()
        .orElseThrow();
  }

  static String received(Message message) {
    return message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
  }

  /** The event for a batch. */
  String event(List<Message> messages) {
    return Json.write(Map.of("Records", messages.stream().map(this::record).toList()));
  }

  /** An answer that is no list of failures, of a function that was killed, deletes nothing. */
  Emulator.Answer deliver(List<Message> messages, Emulator function)
      throws IOException, InterruptedException {
    Emulator.Answer answer = function.invoke(event(messages));
    if (answer.body().startsWith("{\"batchItemFailures\"")) {
      Set<String> failed = new HashSet<>();
      for (JsonNode failure : answer.json().path("batchItemFailures")) {
        failed.add(failure.path("itemIdentifier").asText());
      }
      messages.stream()
          .filter(message -> !failed.contains(message.messageId()))
          .forEach(this::delete);
    }
    return answer;
  }

  /**
   * Where a start or a message uses up the function's life, they come again. The start by itself
   * first: on Lambda it does not count against the time-out.
   */
  void deliverUntilDone(Emulator function) throws IOException, InterruptedException {
    for (int start = 0; start < STARTS_MAX; start++) {
      if (!function.invoke(event(List.of())).body().equals(ALL_DONE)) {
        continue;
      }
      List<Message> messages = receive();
      if (!messages.isEmpty() && deliver(messages, function).body().equals(ALL_DONE)) {
        return;
      }
      deployment.time.tick(visibility());
    }
    throw new AssertionError("not done in " + STARTS_MAX + " starts: " + function.log());
  }

  private void delete(Message message) {
    platform.sqs().deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
  }

  private Map<String, Object> record(Message message) {
    return Map.of(
        "messageId", message.messageId(),
        "receiptHandle", message.receiptHandle(),
        "body", message.body(),
        "attributes", message.attributesAsStrings(),
        "messageAttributes", Map.of(),
        "md5OfBody", message.md5OfBody(),
        "eventSource", "aws:sqs",
        "eventSourceARN", "arn:aws:sqs:us-east-1:000000000000:" + queue,
        "awsRegion", "us-east-1");
  }
}
