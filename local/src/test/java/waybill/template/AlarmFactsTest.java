package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.template.TemplateDocument.ALARM;
import static waybill.template.TemplateDocument.of;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import waybill.platform.Metric;
import waybill.platform.Metrics;

final class AlarmFactsTest {

  @Test
  void the_first_message_in_a_dead_letter_queue_raises_an_alarm() {
    Fact fact =
        Fact.that(
            template -> {
              for (String dlq : template.deadLetterQueues()) {
                String alarm = dlq + "Alarm";
                assertWatches(template, alarm, "ApproximateNumberOfMessagesVisible", queue(dlq));
                assertThat(template.number(of(alarm, "Threshold"))).as(alarm).isEqualTo(1);
                assertThat(template.text(of(alarm, "ComparisonOperator")))
                    .as(alarm)
                    .isEqualTo("GreaterThanOrEqualToThreshold");
              }
            });
    for (String dlq : Fact.template().deadLetterQueues()) {
      fact.failsWithout("Resources/" + dlq + "Alarm")
          .failsWith(of(dlq + "Alarm", "Threshold"), "100");
    }
  }

  @Test
  void a_message_that_waits_too_long_raises_an_alarm() {
    Fact fact =
        Fact.that(
            template -> {
              for (String queue : template.workQueues()) {
                String alarm = queue + "AgeAlarm";
                assertWatches(template, alarm, "ApproximateAgeOfOldestMessage", queue(queue));
                assertThat(template.number(of(alarm, "Threshold"))).as(alarm).isBetween(60, 3600);
              }
            });
    for (String queue : Fact.template().workQueues()) {
      fact.failsWithout("Resources/" + queue + "AgeAlarm");
    }
  }

  @Test
  void a_relay_that_falls_behind_or_fails_raises_an_alarm() {
    Fact.that(
            template -> {
              var relay = function("OutboxRelayFunction");
              assertWatches(template, "RelayIteratorAgeAlarm", "IteratorAge", relay);
              assertWatches(template, "RelayErrorsAlarm", "Errors", relay);
            })
        .failsWithout("Resources/RelayIteratorAgeAlarm")
        .failsWithout("Resources/RelayErrorsAlarm");
  }

  @Test
  void a_retry_that_is_cut_off_as_a_loop_raises_an_alarm() {
    String alarm = "RetryRecursionDroppedAlarm";
    Fact.that(
            template ->
                assertWatches(
                    template,
                    alarm,
                    "RecursiveInvocationsDropped",
                    function("RetryNotifierFunction")))
        .failsWithout("Resources/" + alarm)
        .failsWithout(of(alarm, "Dimensions"));
  }

  @Test
  void a_sweeper_that_fails_or_does_not_run_raises_an_alarm() {
    Fact.that(
            template -> {
              var sweeper = function("SweeperFunction");
              assertWatches(template, "SweeperErrorsAlarm", "Errors", sweeper);
              assertWatches(template, "SweeperStoppedAlarm", "Invocations", sweeper);
              assertThat(template.text(of("SweeperStoppedAlarm", "ComparisonOperator")))
                  .isEqualTo("LessThanThreshold");
              assertThat(template.text(of("SweeperStoppedAlarm", "TreatMissingData")))
                  .as("a function that is not called gives no figures")
                  .isEqualTo("breaching");
            })
        .failsWithout("Resources/SweeperErrorsAlarm")
        .failsWithout("Resources/SweeperStoppedAlarm")
        .failsWith(of("SweeperStoppedAlarm", "TreatMissingData"), "notBreaching");
  }

  @Test
  void what_stays_unsent_is_blocked_or_has_a_wrong_clock_raises_an_alarm() {
    Fact.that(
            template -> {
              assertTells(template, "OldestUnsentAgeAlarm", Metric.OLDEST_UNSENT_AGE);
              assertThat(template.number(of("OldestUnsentAgeAlarm", "Threshold"))).isEqualTo(300);
              assertTells(template, "MessagesBlockedAlarm", Metric.MESSAGES_BLOCKED);
              assertThat(template.number(of("MessagesBlockedAlarm", "Threshold"))).isEqualTo(1);
              assertTells(template, "ClockDifferenceAlarm", Metric.CLOCK_DIFFERENCE);
            })
        .failsWithout("Resources/OldestUnsentAgeAlarm")
        .failsWith(of("OldestUnsentAgeAlarm", "Threshold"), "3000")
        .failsWith(of("MessagesBlockedAlarm", "Namespace"), "waybill")
        .failsWith(of("ClockDifferenceAlarm", "MetricName"), "ClockDiff");
  }

  @Test
  void three_minutes_without_a_sweep_that_ends_raise_an_alarm() {
    String alarm = "SweepHeartbeatAlarm";
    Fact.that(
            template -> {
              assertTells(template, alarm, Metric.SWEEP_HEARTBEAT);
              int seconds =
                  template.number(of(alarm, "Period"))
                      * template.number(of(alarm, "EvaluationPeriods"));
              assertThat(seconds).isEqualTo(180);
              assertThat(template.text(of(alarm, "TreatMissingData"))).isEqualTo("breaching");
            })
        .failsWith(of(alarm, "TreatMissingData"), "missing")
        .failsWith(of(alarm, "EvaluationPeriods"), "5")
        .failsWithout(of(alarm, "Dimensions"));
  }

  @Test
  void every_alarm_is_on_a_metric_that_there_is() {
    Fact fact =
        Fact.that(
            template -> {
              for (String alarm : template.named(ALARM)) {
                List<String> dimensions =
                    template.list(of(alarm, "Dimensions")).stream()
                        .map(each -> ((Map<?, ?>) each).get("Name").toString())
                        .toList();
                KnownMetrics.assertKnown(
                    template.text(of(alarm, "Namespace")),
                    template.text(of(alarm, "MetricName")),
                    dimensions);
              }
            });
    for (String alarm : Fact.template().named(ALARM)) {
      fact.failsWith(of(alarm, "MetricName"), "NoSuchMetric")
          .failsWith(of(alarm, "Namespace"), "AWS/Nothing")
          .failsWithout(of(alarm, "Dimensions"));
    }
  }

  @Test
  void every_alarm_says_what_to_look_at_and_tells_the_topic_if_there_is_one() {
    Map<String, Object> topicIfAny =
        Map.of(
            "Fn::If",
            List.of(
                "HasAlarmTopic",
                List.of(Map.of("Ref", "AlarmTopicArn")),
                Map.of("Ref", "AWS::NoValue")));
    Fact fact =
        Fact.that(
            template -> {
              for (String alarm : template.named(ALARM)) {
                assertThat(template.at(of(alarm, "AlarmActions"))).as(alarm).isEqualTo(topicIfAny);
                assertThat(template.text(of(alarm, "AlarmDescription"))).as(alarm).isNotBlank();
              }
            });
    for (String alarm : Fact.template().named(ALARM)) {
      fact.failsWithout(of(alarm, "AlarmActions")).failsWithout(of(alarm, "AlarmDescription"));
    }
  }

  private static void assertWatches(
      TemplateDocument template, String alarm, String metric, Map<String, Object> dimension) {
    assertThat(template.text(of(alarm, "MetricName"))).as(alarm).isEqualTo(metric);
    assertThat(template.list(of(alarm, "Dimensions"))).as(alarm).containsExactly(dimension);
  }

  private static void assertTells(TemplateDocument template, String alarm, Metric metric) {
    assertThat(template.text(of(alarm, "Namespace"))).as(alarm).isEqualTo(Metrics.NAMESPACE);
    assertWatches(
        template,
        alarm,
        metric.metricName(),
        Map.of("Name", Metrics.DIMENSION, "Value", Map.of("Fn::Sub", "${AWS::StackName}")));
  }

  private static Map<String, Object> queue(String name) {
    return Map.of("Name", "QueueName", "Value", Map.of("Fn::GetAtt", name + ".QueueName"));
  }

  private static Map<String, Object> function(String name) {
    return Map.of("Name", "FunctionName", "Value", Map.of("Ref", name));
  }
}
