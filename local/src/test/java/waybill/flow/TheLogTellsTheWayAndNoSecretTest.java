package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.flow.LoggedFlow.Told;
import waybill.platform.Json;
import waybill.platform.Metric;

/** The log as Lambda writes it: of a flow with the deployed configuration, and all that it says. */
@EmbeddedOnly("the log is the same, whatever stands for AWS")
class TheLogTellsTheWayAndNoSecretTest extends FlowTest {

  private static final int FLOW_MAX_SECONDS = 120;

  private static List<String> out;
  private static List<String> err;
  private static Told told;

  @BeforeAll
  static void run(@TempDir Path folder) throws Exception {
    Path said = folder.resolve("told.json");
    Path outFile = folder.resolve("out");
    Path errFile = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                LoggedFlow.class.getName(),
                said.toString())
            .redirectOutput(outFile.toFile())
            .redirectError(errFile.toFile())
            .start();
    boolean ended = process.waitFor(FLOW_MAX_SECONDS, TimeUnit.SECONDS);
    out = Files.readAllLines(outFile);
    err = Files.readAllLines(errFile);
    assertThat(ended && process.exitValue() == 0).as("%s%n%s", out, err).isTrue();
    told = new ObjectMapper().readValue(said.toFile(), Told.class);
  }

  @Test
  void every_line_is_a_json_object_with_level_time_and_text_or_metrics() {
    assertThat(out)
        .isNotEmpty()
        .allSatisfy(
            line -> {
              JsonNode entry = Json.read(line);
              assertThat(entry.has("_aws") || entry.has("level")).isTrue();
              if (entry.has("level")) {
                assertThat(entry.path("timestamp").isIntegralNumber()).isTrue();
                assertThat(entry.path("formattedMessage").asText()).isNotBlank();
              }
            });
  }

  @Test
  void an_orders_way_is_one_query_by_its_id_or_by_its_trace() {
    String[] way = {
      "POST /orders: 201",
      "order.placed: sent by RELAY",
      "-inventory: done",
      "-points: done",
      "POST /orders/{orderId}/payments: 201",
      "-notification: done"
    };
    for (String query : List.of("orderId=" + told.order(), "traceId=" + LoggedFlow.TRACE)) {
      String[] pair = query.split("=");
      List<JsonNode> found =
          ours().filter(line -> line.at("/mdc/" + pair[0]).asText().equals(pair[1])).toList();
      for (String step : way) {
        assertThat(found).as(query).anyMatch(line -> text(line).endsWith(step));
      }
      assertThat(found).as(query).anyMatch(line -> text(line).matches("attempt 1 .* refused 503"));
      assertThat(found)
          .as(query)
          .anyMatch(line -> text(line).matches("attempt 2 .* acknowledged 200"));
      assertThat(found).allMatch(line -> line.at("/mdc/orderId").asText().equals(told.order()));
      assertThat(found).allMatch(line -> line.at("/mdc/traceId").asText().equals(LoggedFlow.TRACE));
    }
  }

  @Test
  void a_line_about_a_message_has_the_messages_id() {
    assertThat(
            ours().filter(line -> text(line).matches(".*-(inventory|points|notification): done")))
        .isNotEmpty()
        .allMatch(line -> line.at("/mdc/messageId").asText().startsWith("msg_"));
  }

  @Test
  void a_failure_is_one_line_with_its_stack() {
    assertThat(ours().filter(line -> text(line).matches("request \\S+ failed")))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("level").asText()).isEqualTo("ERROR");
              assertThat(line.at("/mdc/requestId").asText()).isNotBlank();
              assertThat(line.at("/throwable/message").asText()).isEqualTo("a fault of ours");
              assertThat(line.at("/throwable/stepArray")).isNotEmpty();
            });
  }

  @Test
  void an_endpoint_that_fails_for_days_is_named_before_it_is_disabled() {
    assertThat(ours().filter(line -> text(line).startsWith("waybill.endpoint.failing")))
        .allMatch(line -> line.path("level").asText().equals("WARN"))
        .allMatch(line -> text(line).contains(told.endpointId()))
        .extracting(line -> text(line).replaceAll(".* has spent (\\d+ %) .*", "$1"))
        .containsExactly("50 %", "90 %");
  }

  @Test
  void metrics_stand_among_the_lines() {
    assertThat(out.stream().map(Json::read).filter(line -> line.has("_aws")))
        .anyMatch(line -> line.has(Metric.SWEEP_HEARTBEAT.metricName()));
  }

  @Test
  void no_key_secret_signature_url_or_body_is_in_any_line() {
    assertThat(told.secrets()).hasSizeGreaterThan(12).allMatch(secret -> secret.length() > 6);
    for (String secret : told.secrets()) {
      String escaped = Json.write(secret);
      assertThat(Stream.concat(out.stream(), err.stream()).map(line -> line.replace("\\/", "/")))
          .as("a slash, of which base64 is full, is escaped in the log's JSON")
          .noneMatch(line -> line.contains(secret))
          .noneMatch(line -> line.contains(escaped.substring(1, escaped.length() - 1)));
    }
  }

  private static Stream<JsonNode> ours() {
    return out.stream()
        .map(Json::read)
        .filter(line -> line.path("loggerName").asText().startsWith("waybill."));
  }

  private static String text(JsonNode line) {
    return line.path("formattedMessage").asText();
  }

  /** This one, with what the functions log by in the place of what people read. */
  private static String classPath() throws Exception {
    List<String> entries = new ArrayList<>();
    for (String entry :
        Files.readString(Path.of("../functions/target/class-path")).split(File.pathSeparator)) {
      if (entry.contains("logback")) {
        entries.add(entry.trim());
      }
    }
    assertThat(entries).hasSize(2);
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains("slf4j-simple")) {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }
}
