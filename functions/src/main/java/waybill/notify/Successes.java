package waybill.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Successes of healthy endpoints in the last minutes, in this process's memory: what others know is
 * not in it, and what is lost with it makes a breaker a little quicker to open.
 */
final class Successes {

  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final int ENDPOINTS_MAX = 1000;

  /** By endpoint and minute. */
  private final Map<String, TreeMap<Long, Integer>> counted = new HashMap<>();

  synchronized void add(String endpointId, int count, Instant now) {
    if (count == 0) {
      return;
    }
    if (counted.size() >= ENDPOINTS_MAX && !counted.containsKey(endpointId)) {
      counted.clear();
    }
    TreeMap<Long, Integer> minutes = counted.computeIfAbsent(endpointId, each -> new TreeMap<>());
    forget(minutes, now);
    minutes.merge(minute(now), count, Integer::sum);
  }

  /** Those that were not taken yet. */
  synchronized int take(String endpointId, Instant now) {
    TreeMap<Long, Integer> minutes = counted.remove(endpointId);
    if (minutes == null) {
      return 0;
    }
    forget(minutes, now);
    return minutes.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static void forget(TreeMap<Long, Integer> minutes, Instant now) {
    minutes.headMap(minute(now.minus(KEPT)), true).clear();
  }

  private static long minute(Instant time) {
    return time.getEpochSecond() / 60;
  }
}
