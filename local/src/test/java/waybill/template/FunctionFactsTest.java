package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.template.TemplateDocument.FUNCTION;
import static waybill.template.TemplateDocument.of;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FunctionFactsTest {

  private static final String GLOBALS = "Globals/Function/";
  private static final int CALLER_WAITS_MAX_SECONDS = 10;

  /** Nobody waits for it, and no queue; it has to live through queues that hang. */
  private static final int RELAY_MAX_SECONDS = 30;

  private static final int NOTIFIER_MAX_SECONDS = 30;
  private static final int SWEEPER_MAX_SECONDS = 50;
  private static final String[] WITHOUT_SNAPSHOT_ONLY = {
    "ProvisionedConcurrencyConfig", "EphemeralStorage", "FileSystemConfigs", "PackageType"
  };

  @Test
  void a_resource_and_its_class_have_one_stem() {
    Fact fact =
        Fact.that(
            template -> {
              for (String function : template.named(FUNCTION)) {
                assertThat(template.text(of(function, "Handler")))
                    .matches(
                        "waybill\\.[a-z]+\\."
                            + function.replace("Function", "")
                            + "::handleRequest");
              }
            });
    for (String function : Fact.template().named(FUNCTION)) {
      fact.failsWithout(of(function, "Handler"));
    }
  }

  @Test
  void no_function_holds_its_caller_or_its_batch_longer_than_the_design_allows() {
    Fact fact =
        Fact.that(
            template -> {
              for (String function : template.named(FUNCTION)) {
                assertThat(template.number(of(function, "Timeout")))
                    .as(function)
                    .isBetween(1, timeoutMaxSeconds(function));
              }
            });
    for (String function : Fact.template().named(FUNCTION)) {
      fact.failsWithout(of(function, "Timeout")).failsWith(of(function, "Timeout"), "51");
    }
  }

  private static int timeoutMaxSeconds(String function) {
    return switch (function) {
      case "NotifierFunction", "RetryNotifierFunction" -> NOTIFIER_MAX_SECONDS;
      case "SweeperFunction" -> SWEEPER_MAX_SECONDS;
      case "OutboxRelayFunction" -> RELAY_MAX_SECONDS;
      default -> CALLER_WAITS_MAX_SECONDS;
    };
  }

  @Test
  void every_function_starts_from_the_snapshot_of_a_version_published_for_any_change() {
    String everyChange = GLOBALS + "AutoPublishAliasAllProperties";
    Fact.that(
            template -> {
              assertThat(template.text(GLOBALS + "SnapStart/ApplyOn"))
                  .isEqualTo("PublishedVersions");
              assertThat(template.text(GLOBALS + "AutoPublishAlias")).isEqualTo("live");
              assertThat(template.text(everyChange)).isEqualTo("true");
            })
        .failsWithout(GLOBALS + "SnapStart")
        .failsWithout(GLOBALS + "AutoPublishAlias")
        .failsWithout(everyChange);
  }

  @Test
  void every_function_runs_on_java25_and_the_chosen_processor() {
    Fact.that(
            template -> {
              assertThat(template.text(GLOBALS + "Runtime")).isEqualTo("java25");
              assertThat(template.text(GLOBALS + "CodeUri")).isEqualTo("functions");
              assertThat(template.list(GLOBALS + "Architectures"))
                  .containsExactly(Map.of("Ref", "Architecture"));
            })
        .failsWithout(GLOBALS + "Runtime")
        .failsWithout(GLOBALS + "CodeUri")
        .failsWithout(GLOBALS + "Architectures");
  }

  @Test
  void every_variable_resolves_under_sam_local_and_none_is_read_by_the_sdk() {
    String variables = GLOBALS + "Environment/Variables";
    Fact.that(
            template ->
                assertThat(template.map(variables))
                    .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                            "STACK_NAME", Map.of("Fn::Sub", "${AWS::StackName}"),
                            "ENDPOINT_URL", Map.of("Ref", "EndpointUrl"),
                            "SQS_ENDPOINT_URL", Map.of("Ref", "SqsEndpointUrl"),
                            "CALLBACK_TARGETS", Map.of("Ref", "CallbackTargets"),
                            "OUTBOX_SHARDS", "8",
                            "SWEEP_AFTER_SECONDS", "60")))
        .failsWithout(variables + "/ENDPOINT_URL")
        .failsWith(variables + "/ORDERS_TABLE", Map.of("Ref", "OrdersTable"))
        .failsWith(variables + "/AWS_ENDPOINT_URL", Map.of("Ref", "EndpointUrl"));
  }

  @Test
  void a_function_that_sends_to_its_own_queue_is_allowed_to_and_no_other_is() {
    Fact.that(
            template -> {
              for (String function : template.named(FUNCTION)) {
                assertThat(template.text(of(function, "RecursiveLoop")))
                    .as(function)
                    .isEqualTo(sendsToItself(template, function) ? "Allow" : "");
              }
              assertThat(sendsToItself(template, "RetryNotifierFunction")).isTrue();
            })
        .failsWithout(of("RetryNotifierFunction", "RecursiveLoop"))
        .failsWith(of("RetryNotifierFunction", "RecursiveLoop"), "Terminate")
        .failsWith(of("NotifierFunction", "RecursiveLoop"), "Allow");
  }

  private static boolean sendsToItself(TemplateDocument template, String function) {
    String source = of(function, "Events/Messages/Properties");
    String queue = QueueFactsTest.queueOf(template, source);
    return Permissions.of(template, function).stream()
        .anyMatch(each -> each.allows("sqs:SendMessage", Map.of("Fn::GetAtt", queue + ".Arn")));
  }

  @Test
  void the_sweeper_runs_every_minute_and_the_next_run_is_its_retry() {
    String schedule = of("SweeperFunction", "Events/EveryMinute/Properties/Schedule");
    String retries = of("SweeperFunction", "EventInvokeConfig/MaximumRetryAttempts");
    Fact.that(
            template -> {
              assertThat(template.text(schedule)).isEqualTo("rate(1 minute)");
              assertThat(template.number(retries)).isZero();
              assertThat(template.sources("Schedule")).hasSize(1);
            })
        .failsWithout(schedule)
        .failsWithout(retries);
  }

  @Test
  void what_is_set_for_all_functions_is_changed_by_none() {
    Set<String> own =
        Set.of(
            "Description",
            "Handler",
            "Role",
            "Timeout",
            "MemorySize",
            "Events",
            "RecursiveLoop",
            "EventInvokeConfig");
    Fact fact =
        Fact.that(
            template -> {
              for (String function : template.named(FUNCTION)) {
                assertThat(template.map("Resources/" + function + "/Properties").keySet())
                    .as(function + ": other properties are for all functions, in Globals")
                    .isSubsetOf(own);
              }
            });
    fact.failsWith(of("SweeperFunction", "Runtime"), "java21")
        .failsWith(of("SweeperFunction", "ReservedConcurrentExecutions"), "1")
        .failsWith(of("NotifierFunction", "SnapStart"), Map.of("ApplyOn", "None"));
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html */
  @Test
  void nothing_is_set_that_a_function_with_a_snapshot_cannot_have() {
    Fact fact =
        Fact.that(
            template ->
                assertThat(template.map("Globals/Function"))
                    .doesNotContainKeys(WITHOUT_SNAPSHOT_ONLY));
    for (String property : WITHOUT_SNAPSHOT_ONLY) {
      fact.failsWith(GLOBALS + property, "anything");
    }
  }
}
