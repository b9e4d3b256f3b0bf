package waybill.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import waybill.message.Envelope;
import waybill.message.Message;

/** Messages as a queue's mapping hands them to a function, without a queue. */
final class MessageBatch {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> bodies = new ArrayList<>();

  static MessageBatch of(List<? extends Message> messages) {
    MessageBatch batch = new MessageBatch();
    messages.forEach(message -> batch.with("demo", message));
    return batch;
  }

  MessageBatch with(String merchantId, Message message) {
    String id = "msg_" + message.type() + "_" + message.orderId();
    return with(new Envelope(id, merchantId, "2026-11-22T10:15:00.000Z", null, message).toJson());
  }

  MessageBatch with(String body) {
    bodies.add(body);
    return this;
  }

  /** The positions of the messages that the function gives back. */
  List<Integer> givenBackBy(Shop shop, String function) throws Exception {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (int i = 0; i < bodies.size(); i++) {
      ObjectNode sqs = records.addObject();
      sqs.put("messageId", Integer.toString(i));
      sqs.put("receiptHandle", "handle-" + i);
      sqs.put("body", bodies.get(i));
      sqs.putObject("attributes").put("ApproximateReceiveCount", "1");
      sqs.put("eventSourceARN", "arn:aws:sqs:us-east-1:000000000000:a-queue");
    }
    JsonNode answer = JSON.readTree(shop.platform.invoke(function, event.toString()));
    List<Integer> failed = new ArrayList<>();
    for (JsonNode failure : answer.path("batchItemFailures")) {
      failed.add(failure.path("itemIdentifier").asInt());
    }
    return failed;
  }
}
