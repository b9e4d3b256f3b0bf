package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.template.TemplateDocument.QUEUE;
import static waybill.template.TemplateDocument.TABLE;
import static waybill.template.TemplateDocument.of;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What keeps data is encrypted, kept for a time that somebody chose, and outlives its stack. */
final class DataFactsTest {

  private static final String LOG_GROUP = "AWS::Logs::LogGroup";
  private static final String KEY = "AWS::KMS::Key";
  private static final String ALIAS = "AWS::KMS::Alias";

  /**
   * Properties that say so, by the type of the resource, each with what has to stand there. A log
   * group has none for encryption, as it is always encrypted.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  private static final Map<String, Map<String, String>> KEEPS_DATA =
      Map.of(
          TABLE,
          Map.of(
              "SSESpecification/SSEEnabled", "true",
              "PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled", "true"),
          QUEUE,
          Map.of("SqsManagedSseEnabled", "true", "MessageRetentionPeriod", "[0-9]+"),
          LOG_GROUP,
          Map.of("RetentionInDays", "[0-9]+"),
          // Without it what it sealed can be read by nobody, and by nobody under another name.
          KEY,
          Map.of("EnableKeyRotation", "true"),
          ALIAS,
          Map.of("AliasName/Fn::Sub", "alias/.+", "TargetKeyId/Ref", "SecretsKey"));

  private static final Set<String> KEEPS_NONE =
      Set.of(
          TemplateDocument.FUNCTION,
          TemplateDocument.ROLE,
          TemplateDocument.ALARM,
          "AWS::Serverless::HttpApi",
          "AWS::Lambda::Permission",
          "AWS::CloudWatch::Dashboard",
          "AWS::IAM::ManagedPolicy");

  @Test
  void of_every_type_of_resource_somebody_has_decided_whether_it_keeps_data() {
    Fact.that(
            template -> {
              Set<String> undecided = new TreeSet<>();
              for (String name : template.map("Resources").keySet()) {
                undecided.add(template.text("Resources/" + name + "/Type"));
              }
              undecided.removeAll(KEEPS_DATA.keySet());
              undecided.removeAll(KEEPS_NONE);
              assertThat(undecided)
                  .as(
                      "new types: put each into KEEPS_DATA, with what encrypts and what limits it,"
                          + " or into KEEPS_NONE")
                  .isEmpty();
            })
        .failsWith("Resources/Archive", Map.of("Type", "AWS::S3::Bucket"))
        .failsWithout("Resources/HttpApi/Type");
  }

  @Test
  void what_keeps_data_is_encrypted_and_limited() {
    Fact fact =
        Fact.that(
            template ->
                KEEPS_DATA.forEach(
                    (type, wanted) -> {
                      for (String name : template.named(type)) {
                        wanted.forEach(
                            (property, value) ->
                                assertThat(template.text(of(name, property)))
                                    .as(name + " " + property)
                                    .matches(value));
                      }
                    }));
    KEEPS_DATA.forEach(
        (type, wanted) -> {
          for (String name : Fact.template().named(type)) {
            wanted.keySet().forEach(property -> fact.failsWithout(of(name, property)));
          }
        });
    fact.failsWith(of("RetryDlq", "SqsManagedSseEnabled"), "false")
        .failsWith(of("KeysTable", "SSESpecification/SSEEnabled"), "false");
  }

  /** Messages that nobody has worked on are in no table, and logs tell how a stack came to go. */
  @Test
  void what_keeps_data_outlives_its_stack_but_not_a_first_deployment_that_rolls_back() {
    Fact fact =
        Fact.that(
            template -> {
              for (String name : keepers(template)) {
                assertThat(template.text("Resources/" + name + "/DeletionPolicy"))
                    .as(name + ": what a rollback leaves blocks the next deployment by its name")
                    .isEqualTo("RetainExceptOnCreate");
                assertThat(template.text("Resources/" + name + "/UpdateReplacePolicy"))
                    .as(name)
                    .isEqualTo("Retain");
              }
            });
    for (String name : keepers(Fact.template())) {
      fact.failsWithout("Resources/" + name + "/DeletionPolicy")
          .failsWith("Resources/" + name + "/DeletionPolicy", "Delete")
          .failsWithout("Resources/" + name + "/UpdateReplacePolicy");
    }
  }

  private static List<String> keepers(TemplateDocument template) {
    return KEEPS_DATA.keySet().stream().flatMap(type -> template.named(type).stream()).toList();
  }
}
