package waybill.flow;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import waybill.flow.Figures.Figure;
import waybill.template.TemplateYaml;

/**
 * An alarm of {@code template.yaml}, judged by CloudWatch's rules as far as the template uses them:
 * every one of the last periods breaches.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
record Alarm(String name, Map<String, Object> properties, String stackName) {

  /** Those on metrics that the functions emit. */
  @SuppressWarnings("unchecked")
  static List<Alarm> onOwnMetrics(String stackName) {
    List<Alarm> alarms = new ArrayList<>();
    Map<String, Object> resources =
        (Map<String, Object>) TemplateYaml.read(Path.of("../template.yaml")).get("Resources");
    resources.forEach(
        (name, value) -> {
          Map<String, Object> resource = (Map<String, Object>) value;
          if (resource.get("Type").equals("AWS::CloudWatch::Alarm")) {
            Alarm alarm =
                new Alarm(name, (Map<String, Object>) resource.get("Properties"), stackName);
            if (alarm.text("Namespace").equals("Waybill")) {
              alarms.add(alarm);
            }
          }
        });
    return alarms;
  }

  /** Whether it is in alarm, looking at the periods that are over. */
  boolean isRaised(List<Figure> figures, Instant now) {
    long period = Long.parseLong(text("Period"));
    Instant end = Instant.ofEpochSecond(now.getEpochSecond() / period * period);
    int periods = Integer.parseInt(text("EvaluationPeriods"));
    for (int i = 0; i < periods; i++) {
      if (!isBreached(figures, end.minusSeconds((i + 1) * period), Duration.ofSeconds(period))) {
        return false;
      }
    }
    return true;
  }

  private boolean isBreached(List<Figure> figures, Instant start, Duration period) {
    double[] values =
        figures.stream()
            .filter(this::isWatched)
            .filter(f -> !f.at().isBefore(start) && f.at().isBefore(start.plus(period)))
            .mapToDouble(Figure::value)
            .toArray();
    if (values.length == 0) {
      return switch (text("TreatMissingData")) {
        case "breaching" -> true;
        case "notBreaching" -> false;
        default -> throw unknown("TreatMissingData");
      };
    }
    double value =
        switch (text("Statistic")) {
          case "Maximum" -> DoubleStream.of(values).max().orElseThrow();
          case "Sum" -> DoubleStream.of(values).sum();
          default -> throw unknown("Statistic");
        };
    double threshold = Double.parseDouble(text("Threshold"));
    return switch (text("ComparisonOperator")) {
      case "GreaterThanThreshold" -> value > threshold;
      case "GreaterThanOrEqualToThreshold" -> value >= threshold;
      case "LessThanThreshold" -> value < threshold;
      default -> throw unknown("ComparisonOperator");
    };
  }

  private boolean isWatched(Figure figure) {
    Object dimensions =
        List.of(Map.of("Name", "StackName", "Value", Map.of("Fn::Sub", "${AWS::StackName}")));
    return figure.namespace().equals(text("Namespace"))
        && figure.metric().equals(text("MetricName"))
        && dimensions.equals(properties.get("Dimensions"))
        && figure.dimensions().equals(Map.of("StackName", stackName));
  }

  private String text(String property) {
    return String.valueOf(properties.get(property));
  }

  private IllegalStateException unknown(String property) {
    return new IllegalStateException(name + ": the test knows no " + text(property));
  }
}
