package waybill.sweep;

import java.time.Instant;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.platform.Platform;

/**
 * Goes over all shards, beginning with any, so that a sweep that runs out of time does not always
 * end at the same one. A shard that fails does not keep the others from their turn; the failure is
 * thrown after them, for the function's error metric.
 */
final class EachShard {

  private static final Logger LOG = LoggerFactory.getLogger(EachShard.class);

  private final Platform platform;
  private final int shards;

  private EachShard(Platform platform, int shards) {
    this.platform = platform;
    this.shards = shards;
  }

  static EachShard of(Platform platform, int shards) {
    return new EachShard(platform, shards);
  }

  void run(Instant deadline, IntConsumer work) {
    int first = platform.random().nextInt(shards);
    RuntimeException failure = null;
    for (int i = 0; i < shards && platform.time().now().isBefore(deadline); i++) {
      int shard = (first + i) % shards;
      try {
        work.accept(shard);
      } catch (RuntimeException e) {
        LOG.error("shard {} could not be swept", shard, e);
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
