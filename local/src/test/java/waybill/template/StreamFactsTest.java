package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.template.TemplateDocument.of;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StreamFactsTest {

  private static final String RELAY = of("OutboxRelayFunction", "Events/Outbox/Properties");
  private static final int RECORD_AGE_MAX_SECONDS = 86_400;

  @Test
  void the_outbox_streams_the_items_as_written() {
    String stream = of("OutboxTable", "StreamSpecification/StreamViewType");
    Fact.that(template -> assertThat(template.text(stream)).isEqualTo("NEW_IMAGE"))
        .failsWithout(stream)
        .failsWith(stream, "KEYS_ONLY");
  }

  @Test
  void the_relay_reads_from_the_oldest_record_as_LATEST_can_miss_some_around_a_deployment() {
    String start = RELAY + "/StartingPosition";
    Fact.that(template -> assertThat(template.text(start)).isEqualTo("TRIM_HORIZON"))
        .failsWithout(start)
        .failsWith(start, "LATEST");
  }

  @Test
  void the_relay_reports_where_to_restart_and_a_failing_batch_is_split() {
    Fact.that(
            template -> {
              assertThat(template.list(RELAY + "/FunctionResponseTypes"))
                  .containsExactly("ReportBatchItemFailures");
              assertThat(template.text(RELAY + "/BisectBatchOnFunctionError")).isEqualTo("true");
            })
        .failsWithout(RELAY + "/FunctionResponseTypes")
        .failsWithout(RELAY + "/BisectBatchOnFunctionError");
  }

  @Test
  void the_relay_gives_up_in_finite_time_and_tells_a_queue_where() {
    Fact.that(
            template -> {
              assertThat(template.number(RELAY + "/MaximumRetryAttempts")).isBetween(0, 10_000);
              assertThat(template.number(RELAY + "/MaximumRecordAgeInSeconds"))
                  .isBetween(60, RECORD_AGE_MAX_SECONDS);
              assertThat(template.at(RELAY + "/DestinationConfig/OnFailure/Destination"))
                  .isEqualTo(Map.of("Fn::GetAtt", "RelayDlq.Arn"));
            })
        .failsWithout(RELAY + "/MaximumRetryAttempts")
        .failsWith(RELAY + "/MaximumRetryAttempts", "-1")
        .failsWithout(RELAY + "/MaximumRecordAgeInSeconds")
        .failsWith(RELAY + "/MaximumRecordAgeInSeconds", "-1")
        .failsWithout(RELAY + "/DestinationConfig");
  }

  @Test
  void only_the_relay_reads_the_stream() {
    Fact.that(template -> assertThat(template.sources("DynamoDB")).isEqualTo(List.of(RELAY)))
        .failsWith(
            of("SweeperFunction", "Events/Outbox"), Map.of("Type", "DynamoDB", "Properties", ""));
  }
}
