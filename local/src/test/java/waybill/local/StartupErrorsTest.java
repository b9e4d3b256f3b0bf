package waybill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.local.engine.EngineOptions;
import waybill.local.engine.Engines;
import waybill.local.failure.StartupException;

class StartupErrorsTest {

  @TempDir Path directory;

  @Test
  void a_function_without_a_handler_in_the_code_is_named() throws IOException {
    fails(template("fixture.Bell:", "fixture.Gong:"))
        .isEqualTo(
            "BellFunction: its Handler names waybill.local.fixture.Gong, a class that the"
                + " functions' code does not have");
  }

  @Test
  void a_handler_without_a_function_in_the_template_is_named() throws IOException {
    fails(template("fixture.Bell:", "fixture.Worker:"))
        .isEqualTo("the template has no function for the handlers waybill.local.fixture.Bell");
  }

  @Test
  void a_class_that_handles_nothing_is_named() throws IOException {
    fails(template("fixture.Bell:", "fixture.Seen:"))
        .contains("BellFunction", "waybill.local.fixture.Seen", "no RequestHandler");
  }

  @Test
  void a_wrong_variable_is_named_with_its_function() {
    fails(options -> options.environment("BellFunction", "OUTBOX_SHARDS", "many"))
        .startsWith("BellFunction: environment variable OUTBOX_SHARDS is 'many'");
  }

  @Test
  void an_unknown_function_that_is_to_be_down_is_named() {
    fails(options -> options.down("Nobody")).contains("no function NobodyFunction");
  }

  @Test
  void a_taken_port_is_named_with_its_flag() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThat(
              catchThrowableOfType(
                      StartupException.class,
                      () ->
                          Engines.start(new EngineOptions("127.0.0.1", 0, port, Optional.empty())))
                  .getMessage())
          .contains("port " + port, "--sqs-port")
          .doesNotContain("\n");
    }
  }

  @Test
  void a_directory_in_use_is_named() {
    try (Engines first = Engines.start(EngineOptions.in(directory))) {
      assertThat(first.endpoints()).isNotNull();
      assertThat(
              catchThrowableOfType(
                      StartupException.class, () -> Engines.start(EngineOptions.in(directory)))
                  .getMessage())
          .contains("--data", "is in use");
    }
  }

  private UnaryOperator<Options> template(String old, String changed) throws IOException {
    String yaml = Files.readString(SmallPlatform.TEMPLATE);
    assertThat(yaml).contains(old);
    Path file = Files.writeString(directory.resolve("t.yaml"), yaml.replace(old, changed));
    return options -> options.template(file);
  }

  private static AbstractStringAssert<?> fails(UnaryOperator<Options> changes) {
    return assertThat(
        catchThrowableOfType(
                StartupException.class,
                () -> LocalPlatform.start(changes.apply(SmallPlatform.options("failing"))).close())
            .getMessage());
  }
}
