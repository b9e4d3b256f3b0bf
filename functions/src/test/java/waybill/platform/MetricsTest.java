package waybill.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsTest {

  private final List<String> emitted = new ArrayList<>();
  private final Metrics metrics = new Metrics("orders-prod", emitted::add);

  /** The document as AWS specifies it; CloudWatch takes no other without a word. */
  @ParameterizedTest
  @EnumSource
  void a_metric_is_one_line_in_the_embedded_metric_format(Metric metric) {
    metrics.put(metric, 312);
    assertThat(emitted).hasSize(1).noneMatch(line -> line.contains("\n"));
    JsonNode root = Json.read(emitted.get(0));
    JsonNode directive = root.at("/_aws/CloudWatchMetrics/0");
    assertThat(directive.path("Namespace").asText()).isEqualTo("Waybill");
    assertThat(directive.path("Dimensions")).isEqualTo(Json.read("[[\"StackName\"]]"));
    assertThat(directive.at("/Metrics/0/Name").asText()).isEqualTo(metric.metricName());
    assertThat(directive.at("/Metrics/0/Unit").asText())
        .isEqualTo(
            switch (metric) {
              case OLDEST_UNSENT_AGE -> "Seconds";
              case CLOCK_DIFFERENCE -> "Milliseconds";
              default -> "Count";
            });
    assertThat(root.path("StackName").asText()).isEqualTo("orders-prod");
    assertThat(root.path(metric.metricName()).asDouble()).isEqualTo(312);
    Instant stamped = Instant.ofEpochMilli(root.at("/_aws/Timestamp").asLong());
    assertThat(Duration.between(stamped, Time.system().now()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void nothing_is_emitted_where_nothing_is_to_count() {
    metrics.count(Metric.SENT_BY_RELAY, 0);
    metrics.count(Metric.SENT_BY_RELAY, 3);
    assertThat(emitted)
        .singleElement()
        .satisfies(line -> assertThat(Json.read(line).path("SentByRelay").asDouble()).isEqualTo(3));
  }

  @Test
  void no_work_fails_for_a_value_that_is_no_number() {
    metrics.put(Metric.OLDEST_UNSENT_AGE, Double.NaN);
    assertThat(emitted).isEmpty();
  }
}
