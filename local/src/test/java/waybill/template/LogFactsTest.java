package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.template.TemplateDocument.of;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LogFactsTest {

  @Test
  void all_functions_write_json_to_one_log_and_may_do_no_more_with_it() {
    String group = "Globals/Function/LoggingConfig/LogGroup";
    String format = "Globals/Function/LoggingConfig/LogFormat";
    String policy = of("WriteLogsPolicy", "PolicyDocument/Statement");
    Fact.that(
            template -> {
              assertThat(template.at(group)).isEqualTo(Map.of("Ref", "FunctionLogs"));
              assertThat(template.text(format)).isEqualTo("JSON");
              assertThat(template.list(policy)).hasSize(1);
              assertThat(template.list(policy + "/0/Action"))
                  .containsExactlyInAnyOrder("logs:CreateLogStream", "logs:PutLogEvents");
              assertThat(template.at(policy + "/0/Resource"))
                  .isEqualTo(Map.of("Fn::GetAtt", "FunctionLogs.Arn"));
            })
        .failsWithout(group)
        .failsWithout(format)
        .failsWithout(policy + "/0/Action/0")
        .failsWith(policy + "/0/Action", List.of("logs:*"))
        .failsWith(policy + "/0/Resource", Map.of("Fn::GetAtt", "ApiLogs.Arn"));
  }

  /**
   * A log of another name takes a part of the account's policy for deliveries, which is short.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
   */
  @Test
  void the_access_log_has_a_name_for_which_no_policy_has_to_be_written() {
    String name = of("ApiLogs", "LogGroupName/Fn::Sub");
    Fact.that(template -> assertThat(template.text(name)).startsWith("/aws/vendedlogs/"))
        .failsWithout(name)
        .failsWith(name, "/waybill/${AWS::StackName}-api");
  }
}
