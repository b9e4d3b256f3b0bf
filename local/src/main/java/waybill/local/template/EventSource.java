package waybill.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What invokes a function. */
public sealed interface EventSource {

  /** A route of the HTTP API; without an authorizer it is open to all. */
  record HttpRoute(String method, String path, Optional<String> authorizer) implements EventSource {

    public String key() {
      return method + " " + path;
    }
  }

  /** A DynamoDB stream. An empty list of patterns lets everything through. */
  record StreamSource(
      String table,
      List<String> patterns,
      int batchSize,
      boolean reportsItemFailures,
      boolean bisects,
      int retriesMax,
      Optional<Duration> recordAgeMax,
      Optional<String> onFailureQueue)
      implements EventSource {

    /** What the template means by -1: for ever. */
    public static final int RETRIES_FOR_EVER = -1;
  }

  /** A queue. */
  record QueueSource(
      String queue,
      int batchSize,
      Duration batchingWindow,
      boolean reportsItemFailures,
      int concurrencyMax)
      implements EventSource {}

  /** A schedule of the form {@code rate(n unit)}. */
  record ScheduleSource(String name, Duration every) implements EventSource {}
}
