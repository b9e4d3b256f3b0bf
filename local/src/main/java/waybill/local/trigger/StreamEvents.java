package waybill.local.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** A stream's record as it stands in a DynamoDB event. Of now, if it does not tell its time. */
final class StreamEvents {

  private static final ObjectMapper JSON = new ObjectMapper();

  private StreamEvents() {}

  static StreamRecord record(Record record, String streamArn) {
    software.amazon.awssdk.services.dynamodb.model.StreamRecord data = record.dynamodb();
    ObjectNode node = JSON.createObjectNode();
    node.put("eventID", record.eventID());
    node.put("eventName", record.eventNameAsString());
    node.put("eventVersion", "1.1");
    node.put("eventSource", "aws:dynamodb");
    node.put("awsRegion", record.awsRegion());
    ObjectNode dynamodb = node.putObject("dynamodb");
    Instant created =
        Optional.ofNullable(data.approximateCreationDateTime()).orElseGet(Instant::now);
    dynamodb.put("ApproximateCreationDateTime", BigDecimal.valueOf(created.getEpochSecond()));
    dynamodb.set("Keys", map(data.keys()));
    if (data.hasNewImage()) {
      dynamodb.set("NewImage", map(data.newImage()));
    }
    if (data.hasOldImage()) {
      dynamodb.set("OldImage", map(data.oldImage()));
    }
    dynamodb.put("SequenceNumber", data.sequenceNumber());
    dynamodb.put("SizeBytes", data.sizeBytes());
    dynamodb.put("StreamViewType", data.streamViewTypeAsString());
    node.put("eventSourceARN", streamArn);
    return new StreamRecord(data.sequenceNumber(), created, node);
  }

  private static ObjectNode map(Map<String, AttributeValue> attributes) {
    ObjectNode node = JSON.createObjectNode();
    attributes.forEach((name, value) -> node.set(name, value(value)));
    return node;
  }

  private static JsonNode value(AttributeValue value) {
    ObjectNode node = JSON.createObjectNode();
    String type = value.type().name();
    switch (value.type()) {
      case S -> node.put(type, value.s());
      case N -> node.put(type, value.n());
      case BOOL -> node.put("BOOL", value.bool());
      case NUL -> node.put("NULL", true);
      case B -> node.put(type, base64(value.b()));
      case M -> node.set(type, map(value.m()));
      case L -> {
        ArrayNode list = node.putArray(type);
        value.l().forEach(item -> list.add(value(item)));
      }
      case SS -> value.ss().forEach(node.putArray("SS")::add);
      case NS -> value.ns().forEach(node.putArray("NS")::add);
      case BS -> {
        ArrayNode list = node.putArray("BS");
        value.bs().forEach(bytes -> list.add(base64(bytes)));
      }
      default -> throw new IllegalStateException("an attribute of no known type: " + value);
    }
    return node;
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArray());
  }
}
