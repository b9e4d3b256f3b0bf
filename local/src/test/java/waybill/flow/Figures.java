package waybill.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import waybill.platform.Json;
import waybill.platform.Metric;
import waybill.platform.Time;

/** What functions emitted, read as CloudWatch reads it, at the moments of the test's clock. */
final class Figures implements Consumer<String> {

  private final Time time;
  private final List<Figure> all = new CopyOnWriteArrayList<>();

  Figures(Time time) {
    this.time = time;
  }

  record Figure(
      Instant at, String namespace, String metric, Map<String, String> dimensions, double value) {}

  @Override
  public void accept(String document) {
    JsonNode root = Json.read(document);
    for (JsonNode directive : root.at("/_aws/CloudWatchMetrics")) {
      Map<String, String> dimensions = new HashMap<>();
      for (JsonNode name : directive.at("/Dimensions/0")) {
        dimensions.put(name.asText(), root.required(name.asText()).asText());
      }
      for (JsonNode metric : directive.path("Metrics")) {
        String name = metric.path("Name").asText();
        double value = root.required(name).asDouble();
        String namespace = directive.path("Namespace").asText();
        all.add(new Figure(time.now(), namespace, name, dimensions, value));
      }
    }
  }

  List<Figure> all() {
    return List.copyOf(all);
  }

  /** The values of one metric, in the order in which they came. */
  List<Double> of(Metric metric) {
    return all.stream()
        .filter(figure -> figure.metric().equals(metric.metricName()))
        .map(Figure::value)
        .toList();
  }

  double sum(Metric metric) {
    return of(metric).stream().mapToDouble(Double::doubleValue).sum();
  }
}
