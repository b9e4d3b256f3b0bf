package waybill.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.platform.Json;

/** What a script that types {@code ./waybill audit} may rely on. */
class AuditCommandTest {

  private final OperatedStack at = new OperatedStack();

  @AfterEach
  void close() {
    at.close();
  }

  @Test
  void an_audit_without_drift_exits_0_and_tells_machines_each_check() {
    at.place("sound");
    Typed audit = at.typed("audit", "--json").exits(0);
    JsonNode report = Json.read(audit.out());
    assertThat(report.path("drift").isIntegralNumber()).isTrue();
    assertThat(report.path("drift").asLong()).isZero();
    assertThat(report.fieldNames()).toIterable().containsExactlyInAnyOrder("drift", "checks");
    assertThat(report.path("checks")).hasSize(9);
    for (JsonNode check : report.path("checks")) {
      assertThat(check.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("name", "checked", "drifted", "examples");
      assertThat(check.path("name").isTextual()).isTrue();
      assertThat(check.path("checked").isIntegralNumber()).isTrue();
      assertThat(check.path("drifted").isIntegralNumber()).isTrue();
      assertThat(check.path("examples").isArray()).isTrue();
    }
    assertThat(at.typed("audit").exits(0).out()).contains("audit drift=0");
  }

  @Test
  void an_audit_with_drift_exits_1_and_says_which() {
    Map<String, AttributeValue> counter =
        Map.of(
            "id", AttributeValue.fromS("s#demo#planted"),
            "available", AttributeValue.fromN("1"),
            "taken", AttributeValue.fromN("1"));
    at.platform.dynamo().putItem(put -> put.tableName(at.stack + "-stock").item(counter));
    assertThat(at.typed("audit").exits(1).out())
        .contains("drift stock-taken", "s#demo#planted", "audit drift=1");
    JsonNode report = Json.read(at.typed("audit", "--json").exits(1).out());
    assertThat(report.path("drift").asLong()).isEqualTo(1);
  }

  @Test
  void an_audit_that_cannot_read_exits_3_in_one_line() throws IOException {
    String nobody = "http://127.0.0.1:" + Typed.portOfNobody();
    Typed audit = Typed.run("audit", "--dynamodb-url", nobody).exits(3);
    assertThat(audit.out()).isEmpty();
    assertThat(audit.err()).contains(nobody, "connection refused").hasLineCount(1);
  }

  @Test
  void an_audit_of_a_stack_that_is_not_there_exits_3() {
    assertThat(
            Typed.run("audit", "--dynamodb-url", at.platform.endpoints().dynamo().toString())
                .exits(3)
                .err())
        .contains("stack local", "ResourceNotFoundException", "--stack");
  }

  @Test
  void an_audit_needs_no_queues() {
    assertThat(
            Typed.run(
                    "audit",
                    "--endpoint",
                    at.platform.endpoints().dynamo().toString(),
                    "--stack",
                    at.stack)
                .exits(0)
                .out())
        .contains("drift=0");
  }
}
