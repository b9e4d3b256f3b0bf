package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.template.TemplateDocument.of;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ApiFactsTest {

  private static final String AUTH = of("HttpApi", "Auth");
  private static final String AUTHORIZER = AUTH + "/Authorizers/KeyAuthorizer";

  @Test
  void every_route_asks_the_authorizer_but_health_and_the_description() {
    Fact fact =
        Fact.that(
            template -> {
              assertThat(template.text(AUTH + "/DefaultAuthorizer")).isEqualTo("KeyAuthorizer");
              Set<String> open = new TreeSet<>();
              for (String route : template.sources("HttpApi")) {
                assertThat(template.at(route + "/ApiId")).isEqualTo(Map.of("Ref", "HttpApi"));
                if (template.at(route + "/Auth") != null) {
                  assertThat(template.text(route + "/Auth/Authorizer")).isEqualTo("NONE");
                  open.add(template.text(route + "/Method") + " " + template.text(route + "/Path"));
                }
              }
              assertThat(open).containsExactly("GET /health", "GET /openapi.yaml");
            });
    fact.failsWithout(AUTH + "/DefaultAuthorizer");
    for (String route : Fact.template().sources("HttpApi")) {
      fact.failsWithout(route + "/ApiId");
      if (Fact.template().at(route + "/Auth") == null) {
        fact.failsWith(route + "/Auth", Map.of("Authorizer", "NONE"));
      } else {
        fact.failsWithout(route + "/Auth");
      }
    }
  }

  @Test
  void the_authorizer_answers_simply_and_is_cached_under_the_authorization_header() {
    Map<String, Object> wanted =
        Map.of(
            "AuthorizerPayloadFormatVersion", "2.0",
            "EnableSimpleResponses", "true",
            "Identity/Headers", List.of("Authorization"),
            "Identity/ReauthorizeEvery", "300");
    Fact fact =
        Fact.that(
            template ->
                wanted.forEach(
                    (property, value) ->
                        assertThat(template.at(AUTHORIZER + "/" + property)).isEqualTo(value)));
    wanted.keySet().forEach(property -> fact.failsWithout(AUTHORIZER + "/" + property));
  }

  /**
   * {@code sam local start-api} leaves every route open when it cannot read the function's name.
   */
  @Test
  void the_authorizer_is_the_published_alias_in_a_form_that_sam_local_reads() {
    String function = AUTHORIZER + "/FunctionArn";
    String permission = of("AuthorizerPermission", "FunctionName");
    Fact.that(
            template -> {
              assertThat(template.at(function))
                  .isEqualTo(Map.of("Fn::Sub", "${AuthorizerFunction.Arn}:live"));
              assertThat(template.at(permission))
                  .as("what the gateway's permission waits for")
                  .isEqualTo(Map.of("Ref", "AuthorizerFunction.Alias"));
            })
        .failsWith(function, Map.of("Ref", "AuthorizerFunction.Alias"))
        .failsWith(function, Map.of("Fn::GetAtt", "AuthorizerFunction.Arn"))
        .failsWithout(permission);
  }

  @Test
  void only_the_gateway_of_this_api_may_call_the_authorizer() {
    String permission = "Resources/AuthorizerPermission/Properties";
    Map<String, Object> wanted =
        Map.of(
            "Action",
            "lambda:InvokeFunction",
            "Principal",
            "apigateway.amazonaws.com",
            "SourceArn",
            Map.of(
                "Fn::Sub",
                "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}"
                    + ":${HttpApi}/authorizers/*"));
    Fact fact =
        Fact.that(template -> assertThat(template.map(permission)).containsAllEntriesOf(wanted));
    wanted.keySet().forEach(property -> fact.failsWithout(permission + "/" + property));
  }

  @Test
  void calls_are_throttled_and_logged() {
    String rate = of("HttpApi", "DefaultRouteSettings/ThrottlingRateLimit");
    String burst = of("HttpApi", "DefaultRouteSettings/ThrottlingBurstLimit");
    String log = of("HttpApi", "AccessLogSettings");
    Fact.that(
            template -> {
              assertThat(template.number(rate)).isPositive();
              assertThat(template.number(burst)).isPositive();
              assertThat(template.at(log + "/DestinationArn"))
                  .isEqualTo(Map.of("Fn::GetAtt", "ApiLogs.Arn"));
              assertThat(template.text(log + "/Format"))
                  .contains("$context.requestId", "$context.routeKey", "$context.status")
                  .contains("$context.authorizer.owner")
                  .doesNotContain("uthorization");
            })
        .failsWithout(rate)
        .failsWithout(burst)
        .failsWithout(log)
        .failsWith(log + "/Format", "$context.requestId $request.header.Authorization");
  }
}
