package waybill.flow;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import waybill.message.Envelope;
import waybill.message.PaymentCaptured;
import waybill.platform.Timestamp;

/** Rows of a shop's outbox, as a writer puts them and as a test reads them. */
record OutboxRows(Shop shop) {

  /** Limit of DynamoDB. */
  private static final int WRITTEN_AT_ONCE_MAX = 25;

  /** A message that anybody can read, for the notification queue alone. */
  String captured(String id) {
    String now = Timestamp.of(shop.time.now());
    PaymentCaptured captured = new PaymentCaptured("ord_of_" + id, "EUR", 150, "pay-1");
    return new Envelope(id, "demo", now, null, captured).toJson();
  }

  /** Puts a row where a writer with another clock would have put it. */
  void put(int shard, Instant writersClock, String id) {
    put(captured(shard, writersClock, id));
  }

  /** The same for many, with a number behind their ids. */
  void putMany(int count, int shard, Instant writersClock, String id) {
    for (int from = 0; from < count; from += WRITTEN_AT_ONCE_MAX) {
      List<WriteRequest> rows =
          IntStream.range(from, Math.min(count, from + WRITTEN_AT_ONCE_MAX))
              .mapToObj(i -> captured(shard, writersClock, id + i))
              .map(row -> WriteRequest.builder().putRequest(put -> put.item(row)).build())
              .toList();
      shop.platform
          .dynamo()
          .batchWriteItem(write -> write.requestItems(Map.of(shop.physical("outbox"), rows)));
    }
  }

  private Map<String, AttributeValue> captured(int shard, Instant writersClock, String id) {
    return unsent(shard, writersClock, id, "payment.captured", captured(id));
  }

  private static Map<String, AttributeValue> unsent(
      int shard, Instant writersClock, String id, String type, String envelope) {
    return Map.of(
        "bucket", AttributeValue.fromS(bucket(shard, writersClock)),
        "messageId", AttributeValue.fromS(id),
        "type", AttributeValue.fromS(type),
        "status", AttributeValue.fromS("PENDING"),
        "envelope", AttributeValue.fromS(envelope),
        "createdAt", AttributeValue.fromS(Timestamp.of(writersClock)));
  }

  /** As a writer would put it, into the first shard's bucket of now. */
  void putUnsent(Envelope envelope) {
    putUnsent(envelope.messageId(), envelope.message().type(), envelope.toJson());
  }

  /** The same of an envelope that may be none. */
  void putUnsent(String id, String type, String envelope) {
    put(unsent(0, shop.time.now(), id, type, envelope));
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
