package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ParameterFactsTest {

  @Test
  void every_parameter_says_what_it_is_and_refuses_nonsense() {
    Fact fact =
        Fact.that(
            template -> {
              for (String name : template.map("Parameters").keySet()) {
                Map<String, Object> parameter = template.map("Parameters/" + name);
                assertThat(parameter).as(name).containsKeys("Description", "Default");
                assertThat(
                        parameter.containsKey("AllowedValues")
                            || parameter.containsKey("AllowedPattern"))
                    .as(name + " is checked")
                    .isTrue();
              }
            });
    for (String name : Fact.template().map("Parameters").keySet()) {
      fact.failsWithout("Parameters/" + name + "/Description")
          .failsWithout("Parameters/" + name + "/Default");
    }
    fact.failsWithout("Parameters/EndpointUrl/AllowedPattern")
        .failsWithout("Parameters/CallbackTargets/AllowedValues");
  }

  @Test
  void a_deployment_without_parameters_is_the_safe_one_on_aws_itself() {
    Map<String, String> defaults =
        Map.of(
            "EndpointUrl", "",
            "SqsEndpointUrl", "",
            "CallbackTargets", "public",
            "Architecture", "arm64",
            "AlarmTopicArn", "");
    Fact fact =
        Fact.that(
            template -> {
              assertThat(template.map("Parameters")).containsOnlyKeys(defaults.keySet());
              defaults.forEach(
                  (name, value) ->
                      assertThat(template.at("Parameters/" + name + "/Default")).isEqualTo(value));
            });
    defaults.keySet().forEach(name -> fact.failsWith("Parameters/" + name + "/Default", "x"));
  }

  @Test
  void callbacks_to_any_target_are_for_tests_only_and_the_parameter_says_so() {
    String parameter = "Parameters/CallbackTargets";
    Fact.that(
            template -> {
              assertThat(template.list(parameter + "/AllowedValues"))
                  .isEqualTo(List.of("public", "any"));
              assertThat(template.text(parameter + "/Description")).contains("FOR TESTS ONLY");
            })
        .failsWithout(parameter + "/AllowedValues/1")
        .failsWith(parameter + "/Description", "Which addresses merchants may have called");
  }
}
