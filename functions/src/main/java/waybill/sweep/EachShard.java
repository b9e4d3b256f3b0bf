package waybill.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.platform.Platform;

/**
 * Gives every shard its turn, and of the time that is left an equal part to each, so that one with
 * much to do does not eat the others'. A shard that fails does not keep the others from their turn;
 * the failure is thrown after them, for the function's error metric.
 */
final class EachShard {

  private static final Logger LOG = LoggerFactory.getLogger(EachShard.class);

  private final Platform platform;
  private final List<Integer> shards;

  private EachShard(Platform platform, List<Integer> shards) {
    this.platform = platform;
    this.shards = shards;
  }

  static EachShard of(Platform platform, List<Integer> shards) {
    return new EachShard(platform, shards);
  }

  /** What is done for one shard, until its part of the time is over. */
  @FunctionalInterface
  interface Turn {
    void of(int shard, Instant deadline);
  }

  void run(Instant deadline, Turn turn) {
    int first = platform.random().nextInt(shards.size());
    RuntimeException failure = null;
    for (int i = 0; i < shards.size(); i++) {
      Instant now = platform.time().now();
      if (!now.isBefore(deadline)) {
        break;
      }
      int shard = shards.get((first + i) % shards.size());
      Duration part = Duration.between(now, deadline).dividedBy(shards.size() - i);
      try {
        turn.of(shard, now.plus(part));
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
