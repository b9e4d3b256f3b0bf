package waybill.local.trigger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** A message as it stands in an SQS event. */
final class QueueEvents {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of {@code arn:partition:service:region:account:name}. */
  private static final int REGION = 3;

  private QueueEvents() {}

  static ObjectNode json(Message message, String queueArn) {
    ObjectNode node = JSON.createObjectNode();
    node.put("messageId", message.messageId());
    node.put("receiptHandle", message.receiptHandle());
    node.put("body", message.body());
    node.set("attributes", JSON.valueToTree(message.attributesAsStrings()));
    ObjectNode attributes = node.putObject("messageAttributes");
    message.messageAttributes().forEach((name, value) -> attributes.set(name, attribute(value)));
    node.put("md5OfBody", message.md5OfBody());
    node.put("eventSource", "aws:sqs");
    node.put("eventSourceARN", queueArn);
    node.put("awsRegion", queueArn.split(":")[REGION]);
    return node;
  }

  private static ObjectNode attribute(MessageAttributeValue value) {
    ObjectNode node = JSON.createObjectNode();
    node.put("dataType", value.dataType());
    node.put("stringValue", value.stringValue());
    if (value.binaryValue() != null) {
      node.put(
          "binaryValue", Base64.getEncoder().encodeToString(value.binaryValue().asByteArray()));
    }
    node.putArray("stringListValues");
    node.putArray("binaryListValues");
    return node;
  }
}
