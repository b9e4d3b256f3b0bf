package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class FlowSuiteTest {

  @Test
  void every_test_of_the_flow_is_of_the_suite_that_runs_on_both_back_ends() throws Exception {
    for (String name : testsIn(Path.of("src/test/java/waybill/flow"))) {
      Class<?> test = Class.forName("waybill.flow." + name, false, getClass().getClassLoader());
      assertThat(test).satisfiesAnyOf(FlowSuiteTest::isOfTheSuite, FlowSuiteTest::isThisOne);
    }
  }

  private static void isOfTheSuite(Class<?> test) {
    assertThat(test).isAssignableTo(FlowTest.class);
  }

  private static void isThisOne(Class<?> test) {
    assertThat(test).isEqualTo(FlowSuiteTest.class);
  }

  private static Iterable<String> testsIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.java"))
          .map(name -> name.replace(".java", ""))
          .toList();
    }
  }
}
