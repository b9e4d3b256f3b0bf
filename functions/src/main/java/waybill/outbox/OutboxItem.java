package waybill.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import waybill.platform.Ids;
import waybill.platform.Item;
import waybill.platform.Timestamp;

/**
 * A row of the local message table, as far as sending needs it. What a stranger wrote is read too,
 * so that it can be BLOCKED instead of stopping the others.
 *
 * @param bucket {@code shard#minute}; the minute is the writer's clock at the write
 * @param envelope the message in JSON, sent as it stands; empty if there is none
 * @param createdAt empty if the row has no time that can be read
 * @param retryAt when the next try is due, after one that failed
 */
public record OutboxItem(
    String bucket,
    String messageId,
    String type,
    String envelope,
    String createdAt,
    Tries tries,
    Optional<Instant> retryAt) {

  /** Minutes as they stand in a bucket's name, {@code 2026-11-22T23:36}. */
  private static final int MINUTE_CHARS = 16;

  static OutboxItem of(Item row) {
    return new OutboxItem(
        row.text("bucket"),
        row.text("messageId"),
        row.textIfAny("type").orElse("unknown"),
        row.textIfAny("envelope").orElse(""),
        row.textIfAny("createdAt").filter(text -> time(text).isPresent()).orElse(""),
        new Tries(
            number(row, "attempts"),
            number(row, "strikes"),
            row.textIfAny("firstErrorAt").orElse(null)),
        row.textIfAny("retryAt").flatMap(OutboxItem::time));
  }

  private static int number(Item row, String name) {
    try {
      return row.numberIfAny(name).orElse(0L).intValue();
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Timestamp.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  public static String bucket(int shard, Instant minute) {
    return shard + "#" + minuteText(minute);
  }

  static String bucketFor(String messageId, Instant now, int shards) {
    return bucket(Ids.shard(messageId, shards), now);
  }

  /** A minute as it stands in a bucket's name. */
  public static String minuteText(Instant minute) {
    return Timestamp.of(minute).substring(0, MINUTE_CHARS);
  }

  public static Instant minute(String text) {
    return Timestamp.parse(text + ":00Z");
  }

  /** The shard as it is written. */
  String shard() {
    return bucket.substring(0, Math.max(bucket.indexOf('#'), 0));
  }

  /**
   * How long it has been waiting, by the writer's clock, or by its minute if it does not say when
   * it was written.
   */
  public Duration age(Instant now) {
    return Duration.between(since(), now.truncatedTo(ChronoUnit.MILLIS));
  }

  private Instant since() {
    return time(createdAt).orElseGet(() -> minute(bucket.substring(bucket.indexOf('#') + 1)));
  }

  public boolean isDue(Instant now) {
    return retryAt.isEmpty() || !retryAt.get().isAfter(now);
  }
}
