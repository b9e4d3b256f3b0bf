package waybill.outbox;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import waybill.platform.Item;
import waybill.platform.Timestamp;

/** A row of the outbox with all that is known of it, for those who look after it. */
public record OutboxRow(Item item) {

  private static final String BLOCKED_PREFIX = "BLOCKED#";

  /** What a row has of its past, and loses when it becomes PENDING anew. */
  private static final List<String> PAST =
      List.of(
          "sentAt",
          "sentBy",
          "expiresAt",
          "attempts",
          "strikes",
          "firstErrorAt",
          "lastErrorAt",
          "errorClass",
          "lastError",
          "retryAt",
          "blockedAt");

  static String blockedBucket(int shard) {
    return BLOCKED_PREFIX + shard;
  }

  static Item key(String bucket, String messageId) {
    return Item.empty().with("bucket", bucket).with("messageId", messageId);
  }

  public String bucket() {
    return item.text("bucket");
  }

  public String messageId() {
    return item.text("messageId");
  }

  public OutboxStatus status() {
    return OutboxStatus.valueOf(item.text("status"));
  }

  public String type() {
    return item.textIfAny("type").orElse("unknown");
  }

  /** What has no time that can be read was always there. */
  public Instant createdAt() {
    try {
      return item.textIfAny("createdAt").map(Timestamp::parse).orElse(Instant.EPOCH);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  public Optional<String> errorClass() {
    return item.textIfAny("errorClass");
  }

  /** The names of all it has, in alphabetical order. */
  public List<String> names() {
    return item.attributes().keySet().stream().sorted().toList();
  }

  /** An attribute as a person reads it, text or number. */
  public Optional<String> shown(String name) {
    return item.textIfAny(name)
        .or(() -> item.numberIfAny(name).map(number -> Long.toString(number)));
  }

  Item key() {
    return key(bucket(), messageId());
  }

  /**
   * The same message as an ordinary PENDING row of the present minute; of the next one, if it lies
   * in the present one already, as a row can be left and entered in one transaction only under two
   * keys. It keeps its shard, which the sweeper is known to visit.
   */
  Item pendingAt(Instant now) {
    Item pending = Item.of(new HashMap<>(item.attributes()));
    PAST.forEach(pending.attributes()::remove);
    String present = OutboxItem.bucket(shard(), now);
    return pending
        .with(
            "bucket",
            present.equals(bucket())
                ? OutboxItem.bucket(shard(), now.plus(1, ChronoUnit.MINUTES))
                : present)
        .with("status", OutboxStatus.PENDING.name())
        .with("createdAt", Timestamp.of(now));
  }

  private int shard() {
    String bucket = bucket();
    return Integer.parseInt(
        bucket.startsWith(BLOCKED_PREFIX)
            ? bucket.substring(BLOCKED_PREFIX.length())
            : bucket.substring(0, bucket.indexOf('#')));
  }
}
