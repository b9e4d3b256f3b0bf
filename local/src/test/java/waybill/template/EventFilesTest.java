package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.template.TemplateDocument.FUNCTION;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The files in {@code events/} and the triggers of the template are two views of one flow. */
final class EventFilesTest {

  @Test
  void every_function_has_an_event_and_every_event_a_function() throws IOException {
    Set<String> fed = new TreeSet<>();
    for (Path file : EventFiles.inOrder()) {
      String function = EventFiles.functionFor(file);
      assertThat(function).as("the function that the template feeds with " + file).isNotBlank();
      fed.add(function);
    }
    assertThat(fed).containsExactlyInAnyOrderElementsOf(Fact.template().named(FUNCTION));
  }

  @Test
  void a_name_tells_the_step_of_the_flow_and_the_kind_of_trigger() throws IOException {
    assertThat(EventFiles.inOrder())
        .allSatisfy(
            file ->
                assertThat(file.getFileName().toString())
                    .matches("[0-9]-[a-z-]+\\.(authorizer|http|schedule|sqs|stream)\\.json"));
  }
}
