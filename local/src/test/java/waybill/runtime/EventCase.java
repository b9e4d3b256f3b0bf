package waybill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import waybill.template.EventFiles;

/** One file of {@code events/}, and its function, packaged, on a stack of its own. */
final class EventCase implements AutoCloseable {

  private final Path file;
  private final Deployment deployment;
  private final Emulator function;

  /** What is expected of a file. */
  @FunctionalInterface
  interface Expectation {
    void of(EventCase event) throws Exception;
  }

  private EventCase(Path file) throws IOException, InterruptedException {
    this.file = file;
    this.deployment = Deployment.open();
    this.function = deployment.start(EventFiles.functionFor(file));
  }

  /** A test for each such file; one that nothing is expected of fails. */
  static Stream<DynamicTest> forEach(Predicate<String> names, Map<String, Expectation> expectations)
      throws IOException {
    List<Path> files =
        EventFiles.inOrder().stream()
            .filter(file -> names.test(file.getFileName().toString()))
            .toList();
    return files.stream()
        .map(
            file -> {
              String name = file.getFileName().toString();
              return DynamicTest.dynamicTest(
                  name,
                  () -> {
                    assertThat(expectations.keySet())
                        .as("files of which is known what to expect")
                        .contains(name);
                    try (EventCase event = new EventCase(file)) {
                      expectations.get(name).of(event);
                    }
                  });
            });
  }

  Deployment deployment() {
    return deployment;
  }

  Emulator function() {
    return function;
  }

  /** What the function answers to the file as it is. */
  JsonNode answer() throws IOException, InterruptedException {
    return answer(text());
  }

  JsonNode answer(String event) throws IOException, InterruptedException {
    Emulator.Answer answer = function.invoke(event);
    assertThat(answer.status()).as("%s%n%s", answer.body(), function.log()).isEqualTo(200);
    return answer.json();
  }

  String text() throws IOException {
    return Deployment.event(file.getFileName().toString());
  }

  @Override
  public void close() throws IOException {
    deployment.close();
  }
}
