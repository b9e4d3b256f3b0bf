package waybill.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/emulators.md says what is asked, why, and what becomes of a difference. */
class EmulatorDocumentTest {

  private final AnswerTable table = AnswerTable.read();

  @Test
  void the_document_has_a_row_for_each_probe_in_its_words() {
    assertThat(table.rows().stream().map(row -> row.id() + ": " + row.behaviour()))
        .containsExactlyElementsOf(
            Probes.ALL.stream().map(probe -> probe.id() + ": " + probe.behaviour()).toList());
  }

  @Test
  void no_two_probes_share_an_id() {
    assertThat(Probes.ALL.stream().map(Probe::id)).doesNotHaveDuplicates();
  }

  @Test
  void whatever_is_not_as_aws_documents_says_what_covers_it_and_nothing_else_does() {
    assertThat(table.covered())
        .containsExactlyInAnyOrderElementsOf(
            table.rows().stream()
                .filter(row -> !row.isAsDocumented())
                .map(AnswerTable.Row::id)
                .toList());
  }

  @Test
  void somebody_who_is_there_leans_on_each_behaviour() throws IOException {
    Set<String> classes = classes(Path.of("../functions/src/main/java"));
    classes.addAll(classes(Path.of("src/main/java")));
    for (AnswerTable.Row row : table.rows()) {
      assertThat(row.leaning()).as(row.id()).isNotEmpty().isSubsetOf(classes);
    }
  }

  private static Set<String> classes(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }
}
