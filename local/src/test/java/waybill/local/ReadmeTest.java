package waybill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a newcomer pastes from the README is what this version takes. */
class ReadmeTest {

  private static final int LINES_MAX = 150;

  @Test
  void the_keys_to_paste_are_the_keys_there_are() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../README.md"));
    assertThat(lines)
        .hasSizeLessThanOrEqualTo(LINES_MAX)
        .contains("K=" + DemoKeys.MERCHANT.key(), "A=" + DemoKeys.ACQUIRER.key());
  }
}
