package waybill.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A message on its way: a CloudEvents 1.0 event in JSON, with the extensions {@code dataversion} (a
 * whole number, ours) and {@code traceparent} (the distributed tracing extension).
 *
 * @param messageId the outbox item's id, the same on every copy that is sent
 * @param time RFC 3339, UTC, milliseconds
 * @param traceparent the trace of the request that caused it, or null
 */
public record Envelope(
    String messageId, String merchantId, String time, String traceparent, Message message) {

  static final int DATA_VERSION = 1;

  private static final String UNREADABLE = "unreadable";
  private static final int QUOTED_MAX_CHARS = 40;

  private static final String SOURCE_PREFIX = "/waybill/merchants/";

  private static final Map<String, Class<? extends Message>> TYPES =
      Map.of(
          OrderPlaced.TYPE, OrderPlaced.class,
          OrderCancelled.TYPE, OrderCancelled.class,
          OrderRejected.TYPE, OrderRejected.class,
          StockRejected.TYPE, StockRejected.class,
          PaymentCaptured.TYPE, PaymentCaptured.class,
          PaymentRefunded.TYPE, PaymentRefunded.class,
          TestRequested.TYPE, TestRequested.class);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  public String toJson() {
    ObjectNode data = MAPPER.valueToTree(message);
    ObjectNode event = MAPPER.createObjectNode();
    event.put("specversion", "1.0");
    event.put("id", messageId);
    event.put("source", SOURCE_PREFIX + merchantId);
    event.put("type", message.type());
    if (message.orderId() != null) {
      event.put("subject", message.orderId());
    }
    event.put("time", time);
    event.put("datacontenttype", "application/json");
    event.put("dataversion", DATA_VERSION);
    if (traceparent != null) {
      event.put("traceparent", traceparent);
    }
    event.set("data", data);
    return event.toString();
  }

  /** Reads what {@link #toJson} wrote; unknown attributes of later writers are passed over. */
  public static Envelope fromJson(String json) {
    JsonNode event = tree(json);
    Class<? extends Message> type = TYPES.get(text(event, "type"));
    if (type == null) {
      throw new Unreadable(
          "unknown-type", "unknown message type '" + cut(text(event, "type")) + "'");
    }
    if (event.path("dataversion").asInt() != DATA_VERSION) {
      throw new Unreadable(
          "unknown-version",
          "unknown version "
              + cut(event.path("dataversion").asText())
              + " of "
              + text(event, "type"));
    }
    String source = text(event, "source");
    if (!source.startsWith(SOURCE_PREFIX)) {
      throw new Unreadable(UNREADABLE, "unknown source '" + cut(source) + "'");
    }
    return new Envelope(
        text(event, "id"),
        source.substring(SOURCE_PREFIX.length()),
        text(event, "time"),
        event.hasNonNull("traceparent") ? text(event, "traceparent") : null,
        data(event, type));
  }

  private static JsonNode tree(String json) {
    try {
      JsonNode event = MAPPER.readTree(json);
      if (event == null || !event.isObject()) {
        throw new Unreadable(UNREADABLE, "the message is not a JSON object");
      }
      return event;
    } catch (JsonProcessingException e) {
      throw new Unreadable(UNREADABLE, "the message is not JSON");
    }
  }

  private static Message data(JsonNode event, Class<? extends Message> type) {
    try {
      Message data = MAPPER.treeToValue(event.path("data"), type);
      if (data != null) {
        return data;
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // Said below, without what the parser quotes.
    }
    throw new Unreadable(UNREADABLE, "the data of " + text(event, "type") + " cannot be read");
  }

  /** Of a stranger's text only so much gets into logs and rows. */
  private static String cut(String text) {
    return text.length() > QUOTED_MAX_CHARS ? text.substring(0, QUOTED_MAX_CHARS) + "…" : text;
  }

  private static String text(JsonNode event, String name) {
    JsonNode value = event.get(name);
    if (value == null || !value.isTextual()) {
      throw new Unreadable(UNREADABLE, "the message has no text '" + name + "'");
    }
    return value.textValue();
  }

  /**
   * No reader of this version understands the message; reading it again will not help. Has no
   * cause: the parser's exception repeats parts of the message, and this one is logged.
   */
  public static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String errorClass;

    Unreadable(String errorClass, String what) {
      super(what);
      this.errorClass = errorClass;
    }

    /** A short, stable word: {@code unknown-type}, {@code unknown-version}, {@code unreadable}. */
    public String errorClass() {
      return errorClass;
    }
  }
}
