package waybill.local.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import waybill.local.LocalPlatform;

/** What no caller of the API can see or do: a look into the outbox and the queues. */
final class Backstage {

  private final LocalPlatform platform;

  Backstage(LocalPlatform platform) {
    this.platform = platform;
  }

  /** The outbox row of a message about an order. */
  Map<String, String> outboxRow(String type, String orderId) {
    return platform
        .dynamo()
        .scanPaginator(r -> r.tableName(platform.template().stackName() + "-outbox"))
        .items()
        .stream()
        .filter(row -> row.containsKey("type") && row.get("type").s().equals(type))
        .filter(row -> row.get("envelope").s().contains("\"" + orderId + "\""))
        .findFirst()
        .map(Backstage::texts)
        .orElseThrow(() -> new NotSeen("the outbox has no " + type + " of " + orderId));
  }

  void send(String queue, String body) {
    platform.sqs().sendMessage(r -> r.queueUrl(platform.queueUrl(queue)).messageBody(body));
  }

  /** Messages that wait in these queues or are being worked on. */
  int messages(String... queues) {
    int messages = 0;
    for (String queue : queues) {
      Map<QueueAttributeName, String> counts =
          platform
              .sqs()
              .getQueueAttributes(
                  r ->
                      r.queueUrl(platform.queueUrl(queue))
                          .attributeNames(
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
              .attributes();
      messages += counts.values().stream().mapToInt(Integer::parseInt).sum();
    }
    return messages;
  }

  private static Map<String, String> texts(Map<String, AttributeValue> row) {
    Map<String, String> texts = new HashMap<>();
    List.of("messageId", "status", "sentBy", "createdAt", "sentAt", "envelope")
        .forEach(name -> texts.put(name, row.containsKey(name) ? row.get(name).s() : ""));
    return texts;
  }
}
