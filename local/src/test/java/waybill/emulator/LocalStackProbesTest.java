package waybill.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import waybill.local.engine.Engines;
import waybill.localstack.LocalStack;
import waybill.localstack.NeedsImages;

/**
 * The same questions to a container and to the embedded engines. Alone, as some are about moments.
 */
@Tag("localstack")
@Isolated
@NeedsImages(suite = "probes")
class LocalStackProbesTest {

  @Test
  void localstack_answers_as_the_document_says() {
    Answers answers = Probes.ask("LocalStack", Emulator.at(LocalStack.shared().endpoints()));
    try (Engines engines = Engines.inMemory()) {
      Probes.ask("embedded", Emulator.at(engines.endpoints())).printDifferencesFrom(answers);
    }

    assertThat(AnswerTable.read().localStack().differencesFrom(answers)).isEmpty();
  }
}
