package waybill.local.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The events of a function. A kind or a property that would not be honoured here is an error. */
final class EventReader {

  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");
  private static final int STREAM_BATCH_DEFAULT = 100;
  private static final int QUEUE_BATCH_DEFAULT = 10;
  private static final int QUEUE_CONCURRENCY_DEFAULT = 10;

  private final Map<String, Optional<String>> defaultAuthorizers;

  /**
   * @param defaultAuthorizers of each HTTP API, by its logical id
   */
  EventReader(Map<String, Optional<String>> defaultAuthorizers) {
    this.defaultAuthorizers = defaultAuthorizers;
  }

  List<EventSource> events(Section events) {
    List<EventSource> sources = new ArrayList<>();
    for (Object name : events.keys()) {
      Section event = events.section(name.toString());
      sources.add(event(name.toString(), event.text("Type"), event.section("Properties")));
    }
    return sources;
  }

  private EventSource event(String name, String type, Section event) {
    return switch (type) {
      case "HttpApi" -> route(event);
      case "DynamoDB" -> stream(event);
      case "SQS" -> queue(event);
      case "Schedule" -> new EventSource.ScheduleSource(name, every(event, "Schedule"));
      case "ScheduleV2" -> new EventSource.ScheduleSource(name, every(event, "ScheduleExpression"));
      default -> throw event.where().bad("events of type " + type + " do not run locally");
    };
  }

  private EventSource route(Section event) {
    String api =
        event
            .optionalText("ApiId")
            .orElseGet(() -> defaultAuthorizers.keySet().stream().findFirst().orElse(""));
    Optional<String> authorizer = event.section("Auth").optionalText("Authorizer");
    if (authorizer.isEmpty()) {
      authorizer = defaultAuthorizers.getOrDefault(api, Optional.empty());
    }
    return new EventSource.HttpRoute(
        event.text("Method").toUpperCase(Locale.ROOT),
        event.text("Path"),
        authorizer.filter(given -> !given.equals("NONE")));
  }

  private EventSource stream(Section event) {
    if (!event.text("StartingPosition").equals("TRIM_HORIZON")) {
      throw event.at("StartingPosition").bad("only TRIM_HORIZON runs locally");
    }
    Section onFailure = event.section("DestinationConfig").section("OnFailure");
    int ageMaxSeconds = event.number("MaximumRecordAgeInSeconds", -1);
    return new EventSource.StreamSource(
        Resources.tableOf(event.text("Stream"), event.at("Stream")),
        event.section("FilterCriteria").sections("Filters").stream()
            .map(filter -> filter.text("Pattern"))
            .toList(),
        event.number("BatchSize", STREAM_BATCH_DEFAULT),
        reportsItemFailures(event),
        event.flag("BisectBatchOnFunctionError"),
        event.number("MaximumRetryAttempts", EventSource.StreamSource.RETRIES_FOR_EVER),
        ageMaxSeconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(ageMaxSeconds)),
        onFailure
            .optionalText("Destination")
            .map(arn -> Resources.queueOf(arn, onFailure.at("Destination"))));
  }

  private EventSource queue(Section event) {
    if (event.has("FilterCriteria")) {
      throw event.at("FilterCriteria").bad("filters on queues do not run locally");
    }
    return new EventSource.QueueSource(
        Resources.queueOf(event.text("Queue"), event.at("Queue")),
        event.number("BatchSize", QUEUE_BATCH_DEFAULT),
        Duration.ofSeconds(event.number("MaximumBatchingWindowInSeconds", 0)),
        reportsItemFailures(event),
        event.section("ScalingConfig").number("MaximumConcurrency", QUEUE_CONCURRENCY_DEFAULT));
  }

  private static boolean reportsItemFailures(Section event) {
    return event.texts("FunctionResponseTypes").contains("ReportBatchItemFailures");
  }

  private static Duration every(Section event, String property) {
    String expression = event.text(property);
    Matcher rate = RATE.matcher(expression);
    if (!rate.matches()) {
      throw event.at(property).bad("only rate(n minutes|hours|days) runs locally: " + expression);
    }
    long count = Long.parseLong(rate.group(1));
    return switch (rate.group(2)) {
      case "minute" -> Duration.ofMinutes(count);
      case "hour" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
