package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.template.TemplateDocument.QUEUE;
import static waybill.template.TemplateDocument.of;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QueueFactsTest {

  private static final int VISIBILITY_PER_TIMEOUT_MIN = 6;
  private static final int VISIBILITY_MAX_SECONDS = 43_200;
  private static final int RECEIVES_MIN = 20;
  private static final int CONCURRENCY_MAX = 50;

  /** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
  @Test
  void a_message_stays_invisible_for_six_time_outs_of_its_function_and_the_wait_for_a_batch() {
    String window = "/MaximumBatchingWindowInSeconds";
    Fact fact =
        Fact.that(
            template -> {
              for (String source : template.sources("SQS")) {
                String function = source.split("/")[1];
                int waitSeconds =
                    template.at(source + window) == null ? 0 : template.number(source + window);
                assertThat(waitSeconds).as(function).isNotNegative();
                assertThat(template.number(of(queueOf(template, source), "VisibilityTimeout")))
                    .as(function)
                    .isGreaterThanOrEqualTo(
                        VISIBILITY_PER_TIMEOUT_MIN * template.number(of(function, "Timeout"))
                            + waitSeconds)
                    .isLessThanOrEqualTo(VISIBILITY_MAX_SECONDS);
              }
            });
    for (String queue : Fact.template().workQueues()) {
      fact.failsWithout(of(queue, "VisibilityTimeout"))
          .failsWith(of(queue, "VisibilityTimeout"), "59");
    }
    for (String source : Fact.template().sources("SQS")) {
      fact.failsWith(source + window, "300").failsWith(source + window, "soon");
    }
  }

  @Test
  void conflicts_and_throttling_alone_do_not_kill_a_message() {
    Fact fact =
        Fact.that(
            template -> {
              for (String queue : template.workQueues()) {
                assertThat(template.number(of(queue, "RedrivePolicy/maxReceiveCount")))
                    .as(queue)
                    .isGreaterThanOrEqualTo(RECEIVES_MIN);
              }
            });
    for (String queue : Fact.template().workQueues()) {
      fact.failsWith(of(queue, "RedrivePolicy/maxReceiveCount"), "5");
    }
  }

  @Test
  void every_queue_has_a_dead_letter_queue_of_its_own() {
    Fact fact =
        Fact.that(
            template -> {
              for (String queue : template.workQueues()) {
                String dlq = queue.replace("Queue", "Dlq");
                assertThat(template.deadLetterQueues()).contains(dlq);
                assertThat(template.at(of(queue, "RedrivePolicy/deadLetterTargetArn")))
                    .as(queue)
                    .isEqualTo(Map.of("Fn::GetAtt", dlq + ".Arn"));
              }
            });
    for (String queue : Fact.template().workQueues()) {
      fact.failsWithout(of(queue, "RedrivePolicy"));
    }
  }

  @Test
  void a_message_that_fails_every_time_is_dead_before_it_is_too_old() {
    Fact fact =
        Fact.that(
            template -> {
              for (String queue : template.workQueues()) {
                Duration tries =
                    seconds(template, of(queue, "VisibilityTimeout"))
                        .multipliedBy(template.number(of(queue, "RedrivePolicy/maxReceiveCount")));
                assertThat(tries)
                    .as(queue + ": too old, it is deleted and no dead-letter queue gets it")
                    .isLessThan(seconds(template, of(queue, "MessageRetentionPeriod")));
              }
            });
    for (String queue : Fact.template().workQueues()) {
      fact.failsWith(of(queue, "VisibilityTimeout"), "43200")
          .failsWith(of(queue, "MessageRetentionPeriod"), "1200");
    }
  }

  /**
   * A dead message is as old as it was, so its new queue has to keep messages for longer.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
   */
  @Test
  void a_dead_message_is_kept_for_14_days_and_a_waiting_one_for_4() {
    String retention = "MessageRetentionPeriod";
    Fact fact =
        Fact.that(
            template -> {
              for (String queue : template.workQueues()) {
                assertThat(seconds(template, of(queue, retention))).hasDays(4);
              }
              for (String queue : template.deadLetterQueues()) {
                assertThat(seconds(template, of(queue, retention))).hasDays(14);
              }
            });
    for (String queue : Fact.template().named(QUEUE)) {
      fact.failsWithout(of(queue, retention));
    }
  }

  @Test
  void a_batch_reports_its_failures_one_by_one_and_loses_nothing_to_a_filter() {
    Fact fact =
        Fact.that(
            template -> {
              for (String source : template.sources("SQS")) {
                assertThat(template.list(source + "/FunctionResponseTypes"))
                    .as(source)
                    .containsExactly("ReportBatchItemFailures");
                assertThat(template.number(source + "/BatchSize")).as(source).isBetween(1, 10);
                assertThat(template.at(source + "/FilterCriteria"))
                    .as(source + ": a message that a filter rejects is deleted")
                    .isNull();
              }
            });
    for (String source : Fact.template().sources("SQS")) {
      fact.failsWithout(source + "/FunctionResponseTypes")
          .failsWithout(source + "/BatchSize")
          .failsWith(source + "/FilterCriteria", Map.of("Filters", List.of()));
    }
  }

  @Test
  void every_queue_is_a_standard_one_as_delays_fair_queues_and_streams_need() {
    Fact fact =
        Fact.that(
            template -> {
              for (String queue : template.named(QUEUE)) {
                assertThat(template.at(of(queue, "FifoQueue"))).as(queue).isNull();
              }
            });
    for (String queue : Fact.template().named(QUEUE)) {
      fact.failsWith(of(queue, "FifoQueue"), "true");
    }
  }

  @Test
  void no_queue_can_take_the_whole_concurrency_of_the_account() {
    String limit = "/ScalingConfig/MaximumConcurrency";
    Fact fact =
        Fact.that(
            template -> {
              for (String source : template.sources("SQS")) {
                assertThat(template.number(source + limit))
                    .as(source)
                    .isBetween(2, CONCURRENCY_MAX);
              }
            });
    for (String source : Fact.template().sources("SQS")) {
      fact.failsWithout(source + limit);
    }
  }

  private static Duration seconds(TemplateDocument template, String path) {
    return Duration.ofSeconds(template.number(path));
  }

  /** The queue that an event source reads. */
  static String queueOf(TemplateDocument template, String source) {
    return template.text(source + "/Queue/Fn::GetAtt").replace(".Arn", "");
  }
}
