package waybill.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.cloudwatchlogs.emf.exception.DimensionSetExceededException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidDimensionException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidMetricException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidNamespaceException;
import software.amazon.cloudwatchlogs.emf.model.DimensionSet;
import software.amazon.cloudwatchlogs.emf.model.MetricsContext;

/**
 * Figures in CloudWatch's embedded metric format: a line of the log for each, of which CloudWatch
 * makes the metric, so that no call waits for it and no permission is needed. Each is written at
 * once: a function may be frozen, or killed, after any of its lines.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
public final class Metrics {

  public static final String NAMESPACE = "Waybill";

  /** The only dimension, as an alarm names every dimension of its metric. */
  public static final String DIMENSION = "StackName";

  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

  private final String stackName;
  private final Consumer<String> sink;

  /**
   * @param sink takes each document, which is one line
   */
  public Metrics(String stackName, Consumer<String> sink) {
    this.stackName = stackName;
    this.sink = sink;
  }

  /** Into the log of whoever runs the functions elsewhere than on Lambda. */
  public static Metrics logged(String stackName) {
    return new Metrics(stackName, LOG::debug);
  }

  /**
   * Emits one value. The document's time is the machine's. What cannot be emitted is logged: no
   * work fails for its metric.
   */
  public void put(Metric metric, double value) {
    try {
      MetricsContext context = new MetricsContext();
      context.setNamespace(NAMESPACE);
      context.setDimensions(DimensionSet.of(DIMENSION, stackName));
      context.putMetric(metric.metricName(), value, metric.unit());
      context.serialize().forEach(sink);
    } catch (InvalidNamespaceException
        | InvalidDimensionException
        | DimensionSetExceededException
        | InvalidMetricException
        | JsonProcessingException e) {
      LOG.warn("{} was not emitted", metric, e);
    }
  }

  /** Emits a count, unless there is nothing to count. */
  public void count(Metric metric, int count) {
    if (count > 0) {
      put(metric, count);
    }
  }
}
