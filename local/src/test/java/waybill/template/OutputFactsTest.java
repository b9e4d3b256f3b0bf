package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.template.TemplateDocument.ALARM;
import static waybill.template.TemplateDocument.QUEUE;
import static waybill.template.TemplateDocument.TABLE;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a deployment tells whoever works with the stack next. */
final class OutputFactsTest {

  private static final String ALARMS = "Outputs/AlarmNames/Value/Fn::Join";

  @Test
  void the_outputs_name_the_api_and_every_table_queue_and_alarm_and_the_dashboard() {
    Fact fact =
        Fact.that(
            template -> {
              assertThat(template.at("Outputs/ApiUrl/Value"))
                  .isEqualTo(Map.of("Fn::GetAtt", "HttpApi.ApiEndpoint"));
              for (String table : template.named(TABLE)) {
                assertThat(template.at("Outputs/" + table + "Name/Value"))
                    .isEqualTo(Map.of("Ref", table));
              }
              for (String queue : template.named(QUEUE)) {
                assertThat(template.at("Outputs/" + queue + "Name/Value"))
                    .isEqualTo(Map.of("Fn::GetAtt", queue + ".QueueName"));
              }
              assertThat(template.at("Outputs/DashboardName/Value"))
                  .isEqualTo(Map.of("Ref", "Dashboard"));
              assertThat(template.list(ALARMS + "/1"))
                  .containsExactlyInAnyOrderElementsOf(
                      template.named(ALARM).stream()
                          .<Object>map(alarm -> Map.of("Ref", alarm))
                          .toList());
            });
    for (String output : Fact.template().map("Outputs").keySet()) {
      fact.failsWithout("Outputs/" + output);
    }
    fact.failsWithout(ALARMS + "/1/0")
        .failsWith("Resources/NewAlarm", Map.of("Type", ALARM))
        .failsWith("Resources/NewDlq", Map.of("Type", QUEUE));
  }

  @Test
  void every_output_says_what_it_is() {
    Fact fact =
        Fact.that(
            template -> {
              for (String output : template.map("Outputs").keySet()) {
                assertThat(template.text("Outputs/" + output + "/Description"))
                    .as(output)
                    .isNotBlank();
              }
            });
    for (String output : List.copyOf(Fact.template().map("Outputs").keySet())) {
      fact.failsWithout("Outputs/" + output + "/Description");
    }
  }
}
