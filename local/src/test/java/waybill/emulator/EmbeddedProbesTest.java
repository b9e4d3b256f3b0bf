package waybill.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import waybill.local.engine.Engines;

/** The engines of {@code ./waybill start} and of the flow tests. */
class EmbeddedProbesTest {

  @Test
  void the_embedded_engines_answer_as_the_document_says() {
    AnswerTable table = AnswerTable.read();
    Answers answers;
    try (Engines engines = Engines.inMemory()) {
      answers = Probes.ask("embedded", Emulator.at(engines.endpoints()));
    }
    table.documented().printDifferencesFrom(answers);

    assertThat(table.embedded().differencesFrom(answers)).isEmpty();
  }
}
