package waybill.runtime;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.platform.Json;

/** Each event of API Gateway in {@code events/}: the whole answer, and the rows it left. */
@NeedsPackages
final class RequestEventsTest {

  private static final String ORDER = "ord_9hn8re8m0x65dpm1mg9y3p8477";

  @TestFactory
  Stream<DynamicTest> every_request_is_decoded_and_answered_as_on_lambda() throws IOException {
    return EventCase.forEach(
        file -> file.contains(".http.") || file.contains(".authorizer."),
        Map.ofEntries(
            entry("0-authorize.authorizer.json", RequestEventsTest::authorizes),
            entry("0-register-endpoint.http.json", RequestEventsTest::registersAnEndpoint),
            entry("0-set-stock.http.json", RequestEventsTest::setsStock),
            entry("1-place-order.http.json", RequestEventsTest::placesAnOrder),
            entry("5-pay-order.http.json", RequestEventsTest::paysAnOrder),
            entry("9-get-order.http.json", RequestEventsTest::showsAnOrder),
            entry("9-health.http.json", RequestEventsTest::isWell)));
  }

  private static void authorizes(EventCase event) throws Exception {
    assertThat(event.answer())
        .isEqualTo(
            Json.read(
                """
                {"isAuthorized": true,
                 "context": {"owner": "demo", "scopes": "orders endpoints stock"}}"""));
  }

  private static void registersAnEndpoint(EventCase event) throws Exception {
    JsonNode answer = event.answer();
    JsonNode endpoint = Json.read(answer.path("body").asText());
    String id = endpoint.path("endpointId").asText();
    isAnswer(
        answer, 201, Map.of("Content-Type", "application/json", "Location", "/endpoints/" + id));
    assertThat(id).startsWith("ep_");
    assertThat(endpoint.path("secret").asText()).startsWith("whsec_");
    assertThat(without(endpoint, "endpointId", "secret", "createdAt"))
        .isEqualTo(
            Json.read(
                """
                {"url": "https://merchant.example/callbacks",
                 "eventTypes": ["payment.captured", "payment.refunded"],
                 "ack": "status", "status": "ACTIVE", "description": "the shop's callbacks"}"""));
    Map<String, AttributeValue> row =
        event.deployment().item("endpoints", Map.of("merchantId", "demo", "endpointId", id));
    assertThat(row.get("url").s()).isEqualTo("https://merchant.example/callbacks");
  }

  private static void setsStock(EventCase event) throws Exception {
    JsonNode answer = event.answer();
    isAnswer(answer, 200, Map.of("Content-Type", "application/json", "ETag", "\"100\""));
    assertThat(Json.read(answer.path("body").asText()))
        .isEqualTo(Json.read("{\"sku\":\"mug-blue\",\"available\":100}"));
    assertThat(
            event.deployment().item("stock", Map.of("id", "s#demo#mug-blue")).get("available").n())
        .isEqualTo("100");
  }

  private static void placesAnOrder(EventCase event) throws Exception {
    JsonNode answer = event.answer();
    isAnswer(
        answer, 201, Map.of("Content-Type", "application/json", "Location", "/orders/" + ORDER));
    JsonNode order = Json.read(answer.path("body").asText());
    assertThat(without(order, "createdAt", "updatedAt"))
        .isEqualTo(
            Json.read(
                """
                {"orderId": "ord_9hn8re8m0x65dpm1mg9y3p8477", "merchantId": "demo",
                 "customerId": "customer-1", "status": "PLACED", "currency": "EUR", "total": 3399,
                 "lines": [{"sku": "mug-blue", "quantity": 2, "unitPrice": 1250},
                           {"sku": "tea-200g", "quantity": 1, "unitPrice": 899}],
                 "stock": "PENDING", "points": "PENDING", "payment": null}"""));
    assertThat(event.deployment().item("orders", Map.of("orderId", ORDER)).get("status").s())
        .isEqualTo("PLACED");
    Map<String, AttributeValue> message = onlyMessage(event);
    assertThat(message.get("type").s()).isEqualTo("order.placed");
    assertThat(message.get("status").s()).isEqualTo("PENDING");
    assertThat(Json.read(message.get("envelope").s()).path("traceparent").asText())
        .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    long pid = event.function().pid();
    assertThat(event.answer().at("/headers/Idempotent-Replayed").asText()).isEqualTo("true");
    assertThat(event.function().pid()).as("the process that answers the next").isEqualTo(pid);
  }

  private static void paysAnOrder(EventCase event) throws Exception {
    event.deployment().given("1-place-order.http.json");
    JsonNode answer = event.answer();
    isAnswer(answer, 201, Map.of("Content-Type", "application/json"));
    JsonNode payment = Json.read(answer.path("body").asText());
    assertThat(without(payment, "capturedAt"))
        .isEqualTo(
            Json.read(
                """
                {"paymentId": "pay-0001", "amount": 3399, "currency": "EUR"}"""));
    Map<String, AttributeValue> order = event.deployment().item("orders", Map.of("orderId", ORDER));
    assertThat(order.get("status").s()).isEqualTo("PAID");
    assertThat(order.get("payment").m().get("capturedAt").s())
        .isEqualTo(payment.path("capturedAt").asText());
    assertThat(event.deployment().rows("outbox"))
        .extracting(row -> row.get("type").s())
        .containsExactlyInAnyOrder("order.placed", "payment.captured");
  }

  private static void showsAnOrder(EventCase event) throws Exception {
    event.deployment().given("1-place-order.http.json", "5-pay-order.http.json");
    assertThat(event.answer())
        .as("as the local platform answers it")
        .isEqualTo(
            Json.read(
                event
                    .deployment()
                    .platform
                    .invoke("QueryApiFunction", Deployment.event("9-get-order.http.json"))));
    assertThat(Json.read(event.answer().path("body").asText()).at("/payment/paymentId").asText())
        .isEqualTo("pay-0001");
  }

  private static void isWell(EventCase event) throws Exception {
    JsonNode answer = event.answer();
    isAnswer(answer, 200, Map.of("Content-Type", "application/json"));
    assertThat(answer.path("body").asText()).isEqualTo("{\"status\":\"ok\"}");
  }

  /** All but the body, which is text. */
  private static void isAnswer(JsonNode answer, int status, Map<String, String> headers) {
    assertThat(answer.path("body").isTextual()).as("body of %s", answer).isTrue();
    assertThat(without(answer, "body"))
        .isEqualTo(
            Json.read(
                Json.write(
                    Map.of("statusCode", status, "headers", headers, "isBase64Encoded", false))));
  }

  private static JsonNode without(JsonNode json, String... fields) {
    ObjectNode rest = json.deepCopy();
    return rest.remove(List.of(fields));
  }

  private static Map<String, AttributeValue> onlyMessage(EventCase event) {
    List<Map<String, AttributeValue>> rows = event.deployment().rows("outbox");
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }
}
