package waybill.local.engine;

import java.util.HashMap;
import java.util.Map;

/**
 * Makes a queue fair, as SQS's standard queues are by their message groups, and ElasticMQ's are
 * not: messages of a group that has sent many come after those of the others, and order within a
 * group stays. ElasticMQ hands out first what was to be had first, so each message is given a time
 * in the past: the further back, the less its group has sent lately.
 *
 * <p>SQS looks at what a group has in flight, and not at what it sent; what follows for the others
 * is the same.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
 */
final class FairTimes {

  /** A group that sends no more often than this has nothing before it but others like it. */
  private static final long SHARE_EVERY_MS = 100;

  /**
   * What a group may have sent more than its share, before it cannot be put off any further; and
   * how long one that was given back may wait behind others that were sent after it.
   */
  private static final long LEAD_MAX_MS = 120_000;

  private static final int GROUPS_MAX = 10_000;

  private final Map<String, Long> last = new HashMap<>();

  long next(String group, long nowMs) {
    long quiet = nowMs - LEAD_MAX_MS;
    if (last.size() >= GROUPS_MAX) {
      last.values().removeIf(time -> time < quiet);
    }
    long before = last.getOrDefault(group, quiet - SHARE_EVERY_MS);
    long next = Math.min(nowMs, Math.max(quiet, before + SHARE_EVERY_MS));
    last.put(group, next);
    return next;
  }
}
