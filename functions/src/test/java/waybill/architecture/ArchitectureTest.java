package waybill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each rule holds for the code, and catches the violation that was planted for it. */
class ArchitectureTest {

  private static final String PLANTED = "waybill.architecture.planted";

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("waybill");
  private static final JavaClasses PLANTED_CODE = new ClassFileImporter().importPackages(PLANTED);

  @Test
  void features_do_not_import_each_other() {
    for (String feature : Rules.features()) {
      assertThat(CODE.containPackage("waybill." + feature)).as("a package " + feature).isTrue();
      new Rules("waybill").features_do_not_import_each_other(feature).check(CODE);
    }
    catches(r -> r.features_do_not_import_each_other("order"), "FeatureThatImportsAnother");
  }

  @Test
  void the_outbox_knows_no_feature() {
    holds(Rules::the_outbox_knows_no_feature, "OutboxThatKnowsAFeature");
  }

  @Test
  void messages_import_nothing_of_ours() {
    holds(Rules::messages_import_nothing_of_ours, "MessageThatKnowsAFeature");
  }

  @Test
  void the_platform_knows_nobody() {
    holds(Rules::the_platform_knows_nobody, "PlatformThatKnowsAFeature");
  }

  @Test
  void only_stores_outbox_and_platform_know_the_sdk() {
    holds(Rules::only_stores_outbox_and_platform_know_the_sdk, "DecisionThatKnowsTheSdk");
  }

  @Test
  void only_handlers_and_platform_know_lambda() {
    holds(Rules::only_handlers_and_platform_know_lambda, "DecisionThatKnowsLambda");
  }

  @Test
  void only_the_platform_knows_clock_randomness_and_environment() {
    holds(
        Rules::only_the_platform_knows_clock_randomness_and_environment, "StoreThatReadsTheClock");
  }

  private void holds(Function<Rules, ArchRule> rule, String violator) {
    rule.apply(new Rules("waybill")).check(CODE);
    catches(rule, violator);
  }

  private void catches(Function<Rules, ArchRule> rule, String violator) {
    assertThat(
            rule.apply(new Rules(PLANTED)).evaluate(PLANTED_CODE).getFailureReport().getDetails())
        .anyMatch(detail -> detail.contains(violator));
  }
}
