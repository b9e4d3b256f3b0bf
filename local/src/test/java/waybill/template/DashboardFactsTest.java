package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.template.TemplateDocument.DASHBOARD;
import static waybill.template.TemplateDocument.FUNCTION;
import static waybill.template.TemplateDocument.of;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import waybill.platform.Json;
import waybill.platform.Metric;
import waybill.platform.Metrics;

/** CloudWatch takes a dashboard whose body names what does not exist, and shows nothing there. */
final class DashboardFactsTest {

  private static final String BODY = of("Dashboard", "DashboardBody/Fn::Sub");

  /** A line of a widget, as namespace, metric, and name and value of its one dimension. */
  private record Shown(String namespace, String metric, String dimension, String value) {}

  @Test
  void there_is_one_dashboard_and_what_it_shows_exists() {
    Fact.that(
            template -> {
              assertThat(template.named(DASHBOARD)).hasSize(1);
              for (Shown shown : shown(template)) {
                KnownMetrics.assertKnown(
                    shown.namespace(), shown.metric(), List.of(shown.dimension()));
                assertThat(shown.value()).startsWith("${").endsWith("}");
              }
            })
        .failsWith(BODY, body().replace("IteratorAge", "IteratorsAge"))
        .failsWith(BODY, body().replace("ApiId", "ApiName"))
        .failsWith(BODY, body().replace("]]}}", "]]}"))
        .failsWith("Resources/Dashboard2", Map.of("Type", DASHBOARD));
  }

  @Test
  void it_shows_every_metric_of_ours_every_queue_and_every_function() {
    Fact fact =
        Fact.that(
            template -> {
              List<Shown> expected = new ArrayList<>();
              for (Metric metric : Metric.values()) {
                expected.add(
                    new Shown(
                        Metrics.NAMESPACE,
                        metric.metricName(),
                        Metrics.DIMENSION,
                        "${AWS::StackName}"));
              }
              for (String queue : template.workQueues()) {
                expected.add(queue("ApproximateAgeOfOldestMessage", queue));
                expected.add(queue("ApproximateNumberOfMessagesVisible", queue));
              }
              for (String queue : template.deadLetterQueues()) {
                expected.add(queue("ApproximateNumberOfMessagesVisible", queue));
              }
              for (String function : template.named(FUNCTION)) {
                expected.add(function("Errors", function));
              }
              expected.add(function("IteratorAge", "OutboxRelayFunction"));
              expected.add(function("RecursiveInvocationsDropped", "RetryNotifierFunction"));
              expected.add(new Shown("AWS/ApiGateway", "5xx", "ApiId", "${HttpApi}"));
              expected.add(new Shown("AWS/ApiGateway", "Latency", "ApiId", "${HttpApi}"));
              assertThat(shown(template)).containsAll(expected).doesNotHaveDuplicates();
            });
    for (Metric metric : Metric.values()) {
      fact.failsWith(BODY, body().replace('"' + metric.metricName() + '"', "\"Other\""));
    }
    fact.failsWith(BODY, body().replace("${RetryDlq.", "${RetryQueue."))
        .failsWith(
            BODY,
            body()
                .replace(
                    "\"Errors\", \"FunctionName\", \"${Sweeper",
                    "\"Errors\", \"FunctionName\", \"${Notifier"))
        .failsWith("Resources/NewFunction", Map.of("Type", FUNCTION));
  }

  private static Shown queue(String metric, String queue) {
    return new Shown("AWS/SQS", metric, "QueueName", "${" + queue + ".QueueName}");
  }

  private static Shown function(String metric, String function) {
    return new Shown("AWS/Lambda", metric, "FunctionName", "${" + function + "}");
  }

  private static String body() {
    return Fact.template().text(BODY);
  }

  private static List<Shown> shown(TemplateDocument template) {
    JsonNode body;
    try {
      body = Json.read(template.text(BODY));
    } catch (Json.Malformed e) {
      throw new AssertionError("the body is no JSON", e);
    }
    List<Shown> shown = new ArrayList<>();
    for (JsonNode widget : body.path("widgets")) {
      JsonNode properties = widget.path("properties");
      assertThat(properties.path("title").asText()).isNotBlank();
      assertThat(properties.path("region").asText()).isEqualTo("${AWS::Region}");
      for (JsonNode line : properties.path("metrics")) {
        assertThat(line).as("%s", line).hasSize(4);
        shown.add(
            new Shown(
                line.path(0).asText(),
                line.path(1).asText(),
                line.path(2).asText(),
                line.path(3).asText()));
      }
    }
    assertThat(shown).isNotEmpty();
    return shown;
  }
}
