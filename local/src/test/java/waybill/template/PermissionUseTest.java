package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.template.TemplateDocument.FUNCTION;
import static waybill.template.TemplateDocument.of;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The roles of the template against the calls that the functions made in the flow tests of this
 * run, so this has to come after them. Each shop also judges its own calls when it closes: a call
 * that AWS would deny fails the very test that makes it.
 */
@Isolated("runs when the others are done, those side by side included")
@Order(Integer.MAX_VALUE)
final class PermissionUseTest {

  private static final TemplateDocument TEMPLATE = Fact.template();
  private static final String STATEMENTS = "Policies/0/PolicyDocument/Statement";
  private static final Map<String, String> ANOTHER = Map.of("Fn::GetAtt", "AnothersTable.Arn");

  @Test
  void every_call_of_a_function_or_of_its_mapping_is_allowed() {
    Set<Permission> called = UsedPermissions.ofAllTests();
    judge(!called.isEmpty(), "no flow test is in this run, so no call was recorded");
    Fact fact =
        Fact.that(template -> UsedPermissions.areAllowed(withMappings(called, template), template));
    Set<Permission> used = withMappings(called, TEMPLATE);
    for (String statement : statements()) {
      for (String action : usedActions(used, statement)) {
        fact.failsWithout(action).failsWith(statement + "/Resource", ANOTHER);
      }
    }
  }

  @Test
  void nothing_is_allowed_that_no_flow_test_and_no_mapping_needs() {
    Set<String> leftOut = FlowTests.leftOut();
    judge(
        leftOut.isEmpty(),
        "what is never used shows only when all flow tests are in one run; left out of this one: "
            + leftOut);
    assertThat(FlowTests.notPassed())
        .as("classes of flow tests that have not passed, or not yet; without them nothing is said")
        .isEmpty();
    Set<Permission> called = UsedPermissions.ofAllTests();
    Fact fact =
        Fact.that(
            template -> {
              Set<Permission> unused = new TreeSet<>(Permissions.ofFunctions(template));
              unused.removeAll(withMappings(called, template));
              assertThat(unused)
                  .as("allowed, but in no flow: take it away, or test the flow that needs it")
                  .isEmpty();
            });
    for (String statement : statements()) {
      fact.failsWith(statement + "/Action", "dynamodb:Scan")
          .failsWith(statement + "/Resource", ANOTHER);
    }
  }

  private static void judge(boolean possible, String whyNot) {
    if (!possible) {
      System.out.println("not judged: " + whyNot);
    }
    Assumptions.assumeTrue(possible, whyNot);
  }

  private static Set<Permission> withMappings(Set<Permission> called, TemplateDocument template) {
    Set<Permission> used = new TreeSet<>(called);
    used.addAll(MappingPermissions.of(template));
    return used;
  }

  private static List<String> statements() {
    return TEMPLATE.named(FUNCTION).stream()
        .map(function -> of(function.replace("Function", "Role"), STATEMENTS))
        .flatMap(
            list -> IntStream.range(0, TEMPLATE.list(list).size()).mapToObj(i -> list + "/" + i))
        .toList();
  }

  /** Paths of those actions of a statement that some used permission needs. */
  private static List<String> usedActions(Set<Permission> used, String statement) {
    String function = statement.split("/")[1].replace("Role", "Function");
    List<Object> actions = TEMPLATE.list(statement + "/Action");
    return IntStream.range(0, actions.size())
        .filter(
            i ->
                TEMPLATE.list(statement + "/Resource").stream()
                    .map(
                        resource ->
                            new Permission(
                                function, (String) actions.get(i), Permissions.name(resource)))
                    .anyMatch(used::contains))
        .mapToObj(i -> statement + "/Action/" + i)
        .toList();
  }
}
