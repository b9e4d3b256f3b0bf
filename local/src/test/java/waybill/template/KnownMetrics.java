package waybill.template;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import waybill.platform.Metric;
import waybill.platform.Metrics;

/**
 * The metrics that exist, with the dimensions by which CloudWatch keeps them: ours, and those that
 * AWS documents, as far as the template uses their services. A name that is not among them gives
 * neither an error nor a figure.
 */
final class KnownMetrics {

  private static final List<String> OF_QUEUES = List.of("QueueName");
  private static final List<String> OF_FUNCTIONS = List.of("FunctionName");
  private static final List<String> OF_HTTP_APIS = List.of("ApiId");

  private static final Map<String, List<String>> DOCUMENTED =
      Map.ofEntries(
          // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
          entry("AWS/SQS ApproximateAgeOfOldestMessage", OF_QUEUES),
          entry("AWS/SQS ApproximateNumberOfMessagesDelayed", OF_QUEUES),
          entry("AWS/SQS ApproximateNumberOfMessagesNotVisible", OF_QUEUES),
          entry("AWS/SQS ApproximateNumberOfMessagesVisible", OF_QUEUES),
          // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
          entry("AWS/Lambda Invocations", OF_FUNCTIONS),
          entry("AWS/Lambda Errors", OF_FUNCTIONS),
          entry("AWS/Lambda Throttles", OF_FUNCTIONS),
          entry("AWS/Lambda IteratorAge", OF_FUNCTIONS),
          entry("AWS/Lambda RecursiveInvocationsDropped", OF_FUNCTIONS),
          // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
          entry("AWS/ApiGateway Count", OF_HTTP_APIS),
          entry("AWS/ApiGateway 4xx", OF_HTTP_APIS),
          entry("AWS/ApiGateway 5xx", OF_HTTP_APIS),
          entry("AWS/ApiGateway Latency", OF_HTTP_APIS),
          entry("AWS/ApiGateway IntegrationLatency", OF_HTTP_APIS));

  private KnownMetrics() {}

  static void assertKnown(String namespace, String metric, List<String> dimensions) {
    if (namespace.equals(Metrics.NAMESPACE)) {
      assertThat(Arrays.stream(Metric.values()).map(Metric::metricName)).contains(metric);
      assertThat(dimensions).as(metric).containsExactly(Metrics.DIMENSION);
    } else {
      assertThat(DOCUMENTED).containsEntry(namespace + " " + metric, dimensions);
    }
  }
}
