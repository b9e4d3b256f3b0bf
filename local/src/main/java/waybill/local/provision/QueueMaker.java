package waybill.local.provision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import waybill.local.failure.StartupException;
import waybill.local.template.QueueSpec;

/** Makes queues, and gives those that are there the template's attributes where they differ. */
final class QueueMaker {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SqsClient sqs;

  QueueMaker(SqsClient sqs) {
    this.sqs = sqs;
  }

  /** Dead-letter queues first: only the endpoint knows the ARN that the others must name. */
  Map<String, QueueAddress> make(List<QueueSpec> queues) {
    List<QueueSpec> ordered = new ArrayList<>(queues);
    ordered.sort((a, b) -> Boolean.compare(a.redrive().isPresent(), b.redrive().isPresent()));
    Set<String> there = there(ordered);
    Map<String, QueueAddress> made = new LinkedHashMap<>();
    for (QueueSpec queue : ordered) {
      made.put(queue.name(), make(queue, there.contains(queue.name()), made));
    }
    return made;
  }

  private QueueAddress make(QueueSpec queue, boolean isThere, Map<String, QueueAddress> made) {
    Map<QueueAttributeName, String> wanted = attributes(queue, made);
    String url =
        isThere
            ? sqs.getQueueUrl(request -> request.queueName(queue.name())).queueUrl()
            : sqs.createQueue(request -> request.queueName(queue.name()).attributes(wanted))
                .queueUrl();
    Map<QueueAttributeName, String> actual =
        sqs.getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
            .attributes();
    Map<QueueAttributeName, String> changes = new LinkedHashMap<>(wanted);
    changes.entrySet().removeIf(want -> isKept(want.getKey(), want.getValue(), actual));
    if (!changes.isEmpty()) {
      sqs.setQueueAttributes(request -> request.queueUrl(url).attributes(changes));
    }
    String arn = actual.get(QueueAttributeName.QUEUE_ARN);
    if (arn == null) {
      throw new StartupException(
          "the queue " + url + " tells no QueueArn: its SQS is not whole enough to be used");
    }
    return new QueueAddress(url, arn);
  }

  private static Map<QueueAttributeName, String> attributes(
      QueueSpec queue, Map<String, QueueAddress> made) {
    Map<QueueAttributeName, String> attributes = new LinkedHashMap<>();
    attributes.put(
        QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(queue.visibilityTimeoutSeconds()));
    attributes.put(
        QueueAttributeName.MESSAGE_RETENTION_PERIOD, String.valueOf(queue.retentionSeconds()));
    queue
        .redrive()
        .ifPresent(
            redrive ->
                attributes.put(
                    QueueAttributeName.REDRIVE_POLICY,
                    JSON.createObjectNode()
                        .put("deadLetterTargetArn", made.get(redrive.deadLetterQueue()).arn())
                        .put("maxReceiveCount", redrive.receivesMax())
                        .toString()));
    return attributes;
  }

  /** One question for all: to ask for each that is not there yet costs as much as to make it. */
  private Set<String> there(List<QueueSpec> queues) {
    String prefix =
        queues.stream().map(QueueSpec::name).reduce(QueueMaker::commonPrefix).orElse("");
    return sqs.listQueues(request -> request.queueNamePrefix(prefix)).queueUrls().stream()
        .map(url -> url.substring(url.lastIndexOf('/') + 1))
        .collect(Collectors.toSet());
  }

  private static String commonPrefix(String one, String other) {
    int length = 0;
    while (length < Math.min(one.length(), other.length())
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return one.substring(0, length);
  }

  /** Only a policy may be absent; another attribute that is not told is one they do not have. */
  private static boolean isKept(
      QueueAttributeName name, String wanted, Map<QueueAttributeName, String> actual) {
    return actual.containsKey(name)
        ? isSame(wanted, actual.get(name))
        : name != QueueAttributeName.REDRIVE_POLICY;
  }

  /** As text, or as JSON: makers write a policy's spaces and numbers in their own ways. */
  private static boolean isSame(String wanted, String actual) {
    if (wanted.equals(actual)) {
      return true;
    }
    try {
      JsonNode want = JSON.readTree(wanted);
      JsonNode have = JSON.readTree(actual);
      return want.isObject()
          && want.size() == have.size()
          && want.properties().stream()
              .allMatch(
                  field -> have.path(field.getKey()).asText().equals(field.getValue().asText()));
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
