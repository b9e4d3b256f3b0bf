package waybill.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CourierTest {

  @Test
  void its_name_has_the_version_that_is_built() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    String version = pom.replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
    assertThat(Courier.USER_AGENT).isEqualTo("Waybill/" + version);
  }
}
