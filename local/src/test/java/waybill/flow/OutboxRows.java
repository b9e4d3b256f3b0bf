package waybill.flow;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.message.Envelope;
import waybill.message.PaymentCaptured;
import waybill.platform.Timestamp;

/** Rows of a shop's outbox, as a writer puts them and as a test reads them. */
record OutboxRows(Shop shop) {

  /** A message that anybody can read, for the notification queue alone. */
  String captured(String id) {
    String now = Timestamp.of(shop.time.now());
    PaymentCaptured captured = new PaymentCaptured("ord_of_" + id, "EUR", 150, "pay-1");
    return new Envelope(id, "demo", now, null, captured).toJson();
  }

  /** Puts a row where a writer with another clock would have put it. */
  void put(int shard, Instant writersClock, String id) {
    put(Map.of("bucket", bucket(shard, writersClock), "messageId", id), writersClock, captured(id));
  }

  private void put(Map<String, String> key, Instant writersClock, String envelope) {
    Map<String, AttributeValue> row = new HashMap<>();
    key.forEach((name, value) -> row.put(name, AttributeValue.fromS(value)));
    row.put("type", AttributeValue.fromS("payment.captured"));
    row.put("status", AttributeValue.fromS("PENDING"));
    row.put("envelope", AttributeValue.fromS(envelope));
    row.put("createdAt", AttributeValue.fromS(Timestamp.of(writersClock)));
    put(row);
  }

  void put(Map<String, AttributeValue> row) {
    shop.platform.dynamo().putItem(put -> put.tableName(shop.physical("outbox")).item(row));
  }

  static String bucket(int shard, Instant minute) {
    return shard + "#" + Timestamp.of(minute).substring(0, "2026-11-22T10:15".length());
  }

  /** The one row of a message, wherever it is. */
  Map<String, AttributeValue> of(String messageId) {
    List<Map<String, AttributeValue>> found =
        shop.rows("outbox").stream()
            .filter(row -> row.get("messageId").s().equals(messageId))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError("message " + messageId + " has the rows " + found);
    }
    return found.get(0);
  }

  String status(String messageId) {
    return of(messageId).get("status").s();
  }

  /** {@code PENDING}, {@code SENT by relay}, {@code SENT by sweeper} or {@code BLOCKED}. */
  String fate(String messageId) {
    Map<String, AttributeValue> row = of(messageId);
    return row.get("status").s()
        + (row.containsKey("sentBy") ? " by " + row.get("sentBy").s() : "");
  }

  List<String> statuses() {
    return shop.rows("outbox").stream()
        .filter(row -> row.containsKey("status"))
        .map(row -> row.get("status").s())
        .toList();
  }

  /** Minutes that the sweeper has passed and keeps in mind. */
  List<String> leftovers() {
    return shop.rows("outbox").stream()
        .filter(row -> row.get("bucket").s().equals("WATERMARK"))
        .map(row -> row.get("messageId").s())
        .filter(name -> name.contains("#"))
        .toList();
  }

  /** By shard. */
  Map<Integer, Instant> watermarks() {
    Map<Integer, Instant> watermarks = new HashMap<>();
    shop.rows("outbox").stream()
        .filter(row -> row.get("bucket").s().equals("WATERMARK") && row.containsKey("minute"))
        .forEach(
            row ->
                watermarks.put(
                    Integer.parseInt(row.get("messageId").s()),
                    Instant.parse(row.get("minute").s())));
    return watermarks;
  }
}
