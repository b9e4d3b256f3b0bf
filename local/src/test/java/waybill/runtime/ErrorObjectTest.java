package waybill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waybill.platform.Json;

/**
 * What a function that fails says to Lambda: an error object of {@code errorType}, {@code
 * errorMessage} and {@code stackTrace}, with the category of the error in a header. Only the
 * authorizer and the sweeper let an exception out; everyone else has an answer for a failure.
 * https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html
 */
@NeedsPackages
final class ErrorObjectTest {

  private Deployment deployment;

  @BeforeEach
  void open() throws IOException {
    deployment = Deployment.open();
  }

  @AfterEach
  void close() throws IOException {
    deployment.close();
  }

  @Test
  void what_a_handler_throws_becomes_an_error_object_and_the_process_lives_on() throws Exception {
    String event = Deployment.event("0-authorize.authorizer.json");
    Emulator authorizer = deployment.start("AuthorizerFunction");
    JsonNode good = authorizer.invoke(event).json();
    long pid = authorizer.pid();
    deployment.dynamo.cut();
    JsonNode error =
        isErrorObject(authorizer, event, "waybill.platform.Retry$Busy", "no getting through: ");
    assertThat(error.path("stackTrace").path(0).asText())
        .startsWith("waybill.platform.Retry.whileBusy(Retry.java:");
    deployment.dynamo.restore();
    assertThat(authorizer.invoke(event).json()).isEqualTo(good);
    assertThat(authorizer.pid()).as("the process").isEqualTo(pid);
  }

  @Test
  void the_relay_names_the_record_to_begin_with_again_when_nothing_can_be_sent() throws Exception {
    Emulator relay = deployment.start("OutboxRelayFunction");
    deployment.sqs.cut();
    String event = Deployment.event("2-outbox-insert.stream.json");
    assertThat(relay.invoke(event).json())
        .isEqualTo(
            Json.read("{\"batchItemFailures\":[{\"itemIdentifier\":\"100000000003498069978\"}]}"));
    assertThat(relay.errors()).isEmpty();
    isErrorObject(
        relay, "{\"Records\":\"none\"}", "java.lang.RuntimeException", "An error occurred during");
  }

  @Test
  void a_consumer_without_dynamodb_names_every_message() throws Exception {
    Emulator consumer = deployment.start("InventoryConsumerFunction");
    deployment.dynamo.cut();
    assertThat(consumer.invoke(Deployment.event("3-inventory.sqs.json")).json())
        .isEqualTo(
            Json.read(
                """
                {"batchItemFailures":
                  [{"itemIdentifier": "0f7d3c1e-6f5b-4c55-9d3e-000000000001"}]}"""));
    assertThat(consumer.errors()).isEmpty();
  }

  @Test
  void a_request_without_dynamodb_is_answered_with_503() throws Exception {
    Emulator api = deployment.start("OrderApiFunction");
    deployment.dynamo.cut();
    JsonNode answer = api.invoke(Deployment.event("1-place-order.http.json")).json();
    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
    assertThat(answer.path("headers"))
        .isEqualTo(
            Json.read("{\"Content-Type\":\"application/problem+json\",\"Retry-After\":\"1\"}"));
    assertThat(Json.read(answer.path("body").asText()).path("type").asText())
        .isEqualTo("urn:waybill:problem:busy");
    assertThat(api.errors()).isEmpty();
  }

  @Test
  void a_process_that_cannot_start_says_why_each_time_it_is_tried() throws Exception {
    Emulator api = deployment.startWithout("STACK_NAME", "OrderApiFunction");
    String reason =
        """
        {"errorType": "java.lang.IllegalArgumentException",
         "errorMessage":
           "environment variable STACK_NAME is missing: it is the prefix of every table and queue"}""";
    for (int start = 1; start <= 2; start++) {
      Emulator.Answer answer = api.invoke(Deployment.event("1-place-order.http.json"));
      assertThat(answer.json()).isEqualTo(Json.read(reason));
      assertThat(api.pid()).as("the process").isZero();
      assertThat(api.errors()).hasSize(start);
    }
    assertThat(api.errors())
        .extracting(RuntimeApi.Report::path, RuntimeApi.Report::errorType)
        .containsOnly(tuple("/2018-06-01/runtime/init/error", "Runtime.BadFunctionCode"));
  }

  /** To the caller and, with its category in a header, to the runtime API. */
  private static JsonNode isErrorObject(
      Emulator function, String event, String type, String message)
      throws IOException, InterruptedException {
    JsonNode error = function.invoke(event).json();
    assertThat(error.properties())
        .extracting(field -> field.getKey())
        .containsExactlyInAnyOrder("errorType", "errorMessage", "stackTrace");
    assertThat(error.path("errorType").asText()).isEqualTo(type);
    assertThat(error.path("errorMessage").asText()).startsWith(message);
    assertThat(error.path("stackTrace").isArray()).isTrue();
    List<RuntimeApi.Report> reports = function.errors();
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).path()).matches("/2018-06-01/runtime/invocation/[0-9a-f-]{36}/error");
    assertThat(reports.get(0).errorType()).isEqualTo("Runtime.UserException");
    assertThat(Json.read(reports.get(0).body())).isEqualTo(error);
    return error;
  }
}
