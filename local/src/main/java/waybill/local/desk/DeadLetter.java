package waybill.local.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import waybill.platform.Json;

/**
 * What an operator wants to know of a message; a dash where it does not say.
 *
 * @param about the order, or for a timer the delivery
 */
public record DeadLetter(
    String messageId, String type, String about, int receives, Instant sentAt) {

  private static final String NOT_SAID = "-";

  static DeadLetter of(Message message) {
    JsonNode body = body(message.body());
    Map<MessageSystemAttributeName, String> attributes = message.attributes();
    return new DeadLetter(
        body.path("id").asText(message.messageId()),
        body.path("type").asText(NOT_SAID),
        body.has("subject")
            ? body.path("subject").asText()
            : body.path("endpointId").asText(NOT_SAID),
        Integer.parseInt(
            attributes.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "0")),
        Instant.ofEpochMilli(
            Long.parseLong(
                attributes.getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0"))));
  }

  /** Whatever was sent here: what cannot be read is shown as what it is, a message. */
  private static JsonNode body(String text) {
    try {
      return Json.read(text);
    } catch (Json.Malformed e) {
      return Json.read("{}");
    }
  }
}
