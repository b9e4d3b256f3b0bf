package waybill.template;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Which flow tests there are, which of them this run is to make, and which have passed so far. */
public final class FlowTests implements TestExecutionListener {

  private static final TestTag FLOW = TestTag.create("flow");
  private static final Set<String> PLANNED = new ConcurrentSkipListSet<>();
  private static final Set<String> PASSED = new ConcurrentSkipListSet<>();

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    PLANNED.addAll(in(plan));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.SUCCESSFUL) {
      PASSED.add(test.getUniqueId());
    }
  }

  /** Classes of which this run leaves out a test, as when one class is run alone. */
  static Set<String> leftOut() {
    return classes(id -> !PLANNED.contains(id));
  }

  /** Classes of which a test has failed, was skipped, or has not run yet. */
  static Set<String> notPassed() {
    return classes(id -> !PASSED.contains(id));
  }

  private static Set<String> classes(Predicate<String> withTest) {
    var request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectPackage("waybill.flow")).build();
    return in(LauncherFactory.create().discover(request)).stream()
        .filter(withTest)
        .map(id -> id.replaceFirst(".*\\[class:[^]]*\\.(\\w+)].*", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> in(TestPlan plan) {
    return plan.getRoots().stream()
        .flatMap(root -> plan.getDescendants(root).stream())
        .filter(test -> plan.getChildren(test).isEmpty() && test.getTags().contains(FLOW))
        .map(TestIdentifier::getUniqueId)
        .collect(Collectors.toSet());
  }
}
