package waybill.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import waybill.platform.Ids;
import waybill.platform.Timestamp;

/**
 * A row of the local message table, as far as sending needs it.
 *
 * @param bucket {@code shard#minute}; the minute is the writer's clock at the write
 * @param envelope the message in JSON, sent as it stands
 */
public record OutboxItem(
    String bucket, String messageId, String type, String envelope, String createdAt) {

  /** Minutes as they stand in a bucket's name, {@code 2026-11-22T23:36}. */
  private static final int MINUTE_CHARS = 16;

  public static String bucket(int shard, Instant minute) {
    return shard + "#" + Timestamp.of(minute).substring(0, MINUTE_CHARS);
  }

  static String bucketFor(String messageId, Instant now, int shards) {
    return bucket(Ids.shard(messageId, shards), now);
  }

  public int shard() {
    return Integer.parseInt(bucket.substring(0, bucket.indexOf('#')));
  }

  /** How long it has been waiting, by the writer's clock. */
  public Duration age(Instant now) {
    return Duration.between(Timestamp.parse(createdAt), now.truncatedTo(ChronoUnit.MILLIS));
  }
}
