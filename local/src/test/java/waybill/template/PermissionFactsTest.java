package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.template.TemplateDocument.FUNCTION;
import static waybill.template.TemplateDocument.ROLE;
import static waybill.template.TemplateDocument.of;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import waybill.template.Permissions.Statement;

final class PermissionFactsTest {

  private static final String LOG_POLICY = of("WriteLogsPolicy", "PolicyDocument");

  @Test
  void every_function_has_a_role_of_its_own_that_only_lambda_can_take() {
    Map<String, Object> lambdaMayTakeIt =
        Map.of(
            "Effect", "Allow",
            "Principal", Map.of("Service", "lambda.amazonaws.com"),
            "Action", "sts:AssumeRole");
    Fact fact =
        Fact.that(
            template -> {
              Set<String> roles = new TreeSet<>();
              for (String function : template.named(FUNCTION)) {
                String role = function.replace("Function", "Role");
                roles.add(role);
                assertThat(template.at(of(function, "Role")))
                    .as(function + ": without it SAM gives every queue of the account")
                    .isEqualTo(Map.of("Fn::GetAtt", role + ".Arn"));
                assertThat(template.list(of(role, "Policies"))).as(role).hasSize(1);
                assertThat(template.list(of(role, "ManagedPolicyArns")))
                    .as(role)
                    .containsExactly(Map.of("Ref", "WriteLogsPolicy"));
                assertThat(template.at(of(role, "AssumeRolePolicyDocument/Statement")))
                    .as(role)
                    .isEqualTo(List.of(lambdaMayTakeIt));
              }
              assertThat(template.named(ROLE)).containsExactlyInAnyOrderElementsOf(roles);
            });
    for (String function : Fact.template().named(FUNCTION)) {
      String trust = of(function.replace("Function", "Role"), "AssumeRolePolicyDocument/Statement");
      fact.failsWithout(of(function, "Role"))
          .failsWith(of(function, "Role"), Map.of("Fn::GetAtt", "SomebodysRole.Arn"))
          .failsWith(trust + "/0/Principal", "*")
          .failsWith(trust, List.of(lambdaMayTakeIt, Map.of("Effect", "Allow", "Principal", "*")));
    }
  }

  @Test
  void no_role_may_do_more_than_named_actions_on_named_things_of_this_stack() {
    Fact fact =
        Fact.that(
            template -> {
              for (Statement each : all(template)) {
                assertThat(each.effect()).isEqualTo("Allow");
                assertThat(each.actions())
                    .isNotEmpty()
                    .allMatch(action -> ((String) action).matches("[a-z]+:[A-Za-z]+"));
                assertThat(each.resources())
                    .isNotEmpty()
                    .allMatch(resource -> isOfThisStack(template, resource));
              }
            });
    fact.failsWith(LOG_POLICY + "/Statement/0/Resource", "*");
    for (String role : Fact.template().named(ROLE)) {
      String statement = of(role, "Policies/0/PolicyDocument/Statement/0");
      fact.failsWith(statement + "/Action", "dynamodb:*")
          .failsWith(statement + "/Resource", "*")
          .failsWithout(statement + "/Resource");
    }
  }

  @Test
  void no_permission_is_given_twice() {
    Fact fact =
        Fact.that(template -> assertThat(Permissions.spreadOut(template)).doesNotHaveDuplicates());
    for (String role : Fact.template().named(ROLE)) {
      String actions = of(role, "Policies/0/PolicyDocument/Statement/0/Action");
      List<Object> twice = new ArrayList<>(Fact.template().list(actions));
      twice.addAll(Fact.template().list(actions));
      fact.failsWith(actions, twice);
    }
  }

  @Test
  void a_function_receives_from_the_queue_that_feeds_it_and_from_no_other() {
    Fact fact =
        Fact.that(
            template -> {
              for (String function : template.named(FUNCTION)) {
                assertThat(resources(template, function, "sqs:ReceiveMessage"))
                    .as(function)
                    .isEqualTo(resources(template, function, "sqs:DeleteMessage"))
                    .isEqualTo(
                        template.sources("SQS").stream()
                            .filter(source -> source.split("/")[1].equals(function))
                            .map(source -> template.at(source + "/Queue"))
                            .toList());
              }
            });
    for (String source : Fact.template().sources("SQS")) {
      String role = source.split("/")[1].replace("Function", "Role");
      fact.failsWith(
          of(role, "Policies/0/PolicyDocument/Statement/0/Resource"),
          Map.of("Fn::GetAtt", "RelayDlq.Arn"));
    }
  }

  @Test
  void what_only_looks_up_cannot_write() {
    Set<String> reads = Set.of("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query");
    Fact fact =
        Fact.that(
            template -> {
              for (String function : List.of("QueryApiFunction", "AuthorizerFunction")) {
                for (Statement each : Permissions.of(template, function)) {
                  assertThat(each.actions()).as(function).allMatch(reads::contains);
                }
              }
            });
    for (String role : List.of("QueryApiRole", "AuthorizerRole")) {
      fact.failsWith(of(role, "Policies/0/PolicyDocument/Statement/0/Action"), "dynamodb:PutItem");
    }
  }

  private static List<Statement> all(TemplateDocument template) {
    List<Statement> all = new ArrayList<>(Permissions.inPolicy(template, LOG_POLICY));
    for (String function : template.named(FUNCTION)) {
      assertThat(Permissions.of(template, function)).as(function).isNotEmpty();
      all.addAll(Permissions.of(template, function));
    }
    return all;
  }

  private static List<Object> resources(TemplateDocument template, String function, String action) {
    return Permissions.of(template, function).stream()
        .filter(statement -> statement.actions().contains(action))
        .flatMap(statement -> statement.resources().stream())
        .toList();
  }

  /**
   * {@code !GetAtt X.Arn}, {@code !GetAtt X.StreamArn} or an index of a table, X of the template.
   */
  private static boolean isOfThisStack(TemplateDocument template, Object resource) {
    if (!(resource instanceof Map<?, ?> function)) {
      return false;
    }
    String attribute = String.valueOf(function.get("Fn::GetAtt"));
    String index = String.valueOf(function.get("Fn::Sub"));
    String owner =
        index.matches("\\$\\{[A-Za-z]+\\.Arn}/index/[a-z-]+")
            ? index.substring(2, index.indexOf('.'))
            : attribute.replaceFirst("\\.(Arn|StreamArn)$", "");
    return template.map("Resources").containsKey(owner);
  }
}
