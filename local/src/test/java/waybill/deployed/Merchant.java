package waybill.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.message.Envelope;
import waybill.message.OrderPlaced;
import waybill.platform.Time;
import waybill.platform.Timestamp;

/**
 * A merchant of a test's own, so that tests share a deployment and see nothing of each other.
 * Requests are the files in {@code events/}, with the authorizer's word for who calls.
 */
final class Merchant {

  private static final AtomicInteger MERCHANTS = new AtomicInteger();
  private static final Path EVENTS = Path.of("../events");
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final ObjectMapper JSON = new ObjectMapper();

  final String id = "merchant-" + MERCHANTS.incrementAndGet();
  private final Deployment deployment;
  private final AtomicInteger keys = new AtomicInteger();

  Merchant(Deployment deployment) {
    this.deployment = deployment;
  }

  void stock(String sku, int available) throws Exception {
    ObjectNode event = event("0-set-stock.http.json", id, "/stock/" + sku);
    event.putObject("pathParameters").put("sku", sku);
    event.put("body", "{\"available\":" + available + "}");
    is(200, call("StockApiFunction", event));
  }

  /** Places an order of one line at 1.50 apiece, under a key of its own. */
  String place(String sku, int quantity) throws Exception {
    ObjectNode event = event("1-place-order.http.json", id, "/orders");
    ((ObjectNode) event.get("headers")).put("idempotency-key", "key-" + keys.incrementAndGet());
    event.put(
        "body",
        "{\"customerId\":\"c-1\",\"currency\":\"EUR\",\"lines\":[{\"sku\":\"%s\",\"quantity\":%d,\"unitPrice\":150}]}"
            .formatted(sku, quantity));
    return is(201, call("OrderApiFunction", event)).get("orderId").asText();
  }

  void pay(String orderId, String paymentId, long amount) throws Exception {
    ObjectNode event =
        event("5-pay-order.http.json", "acquirer", "/orders/" + orderId + "/payments");
    event.putObject("pathParameters").put("orderId", orderId);
    event.put(
        "body",
        "{\"paymentId\":\"%s\",\"amount\":%d,\"currency\":\"EUR\"}".formatted(paymentId, amount));
    is(201, call("PaymentApiFunction", event));
  }

  /**
   * Registers a URL for callbacks about payments; answers the endpoint, with its secret. Twice the
   * same request would be two endpoints: so one that changes nothing wakes the function first.
   */
  JsonNode endpoint(String url) throws Exception {
    ObjectNode event = event("0-register-endpoint.http.json", id, "/endpoints");
    assertThat(is(200, call("MerchantApiFunction", asGet(event))).get("items")).isEmpty();
    event.put("body", "{\"url\":\"" + url + "\"}");
    return is(201, deployment.lambda.invokeOnce("MerchantApiFunction", Lambda.ALIAS, event));
  }

  private static ObjectNode asGet(ObjectNode event) {
    ObjectNode get = event.deepCopy();
    get.put("routeKey", "GET " + event.get("rawPath").asText()).remove("body");
    ((ObjectNode) get.at("/requestContext")).put("routeKey", get.get("routeKey").asText());
    ((ObjectNode) get.at("/requestContext/http")).put("method", "GET");
    return get;
  }

  JsonNode order(String orderId) throws Exception {
    ObjectNode event = event("9-get-order.http.json", id, "/orders/" + orderId);
    event.putObject("pathParameters").put("orderId", orderId);
    return is(200, call("QueryApiFunction", event));
  }

  /** Waits until the order shows its status, its stock's and its points'. */
  void awaitOrder(String orderId, String status, String stock, String points) throws Exception {
    Await.until(
        "order " + orderId + " as " + List.of(status, stock, points),
        () -> order(orderId),
        order ->
            order.path("status").asText().equals(status)
                && order.path("stock").asText().equals(stock)
                && order.path("points").asText().equals(points),
        () ->
            deployment.lambda.logs(
                "OutboxRelayFunction",
                "SweeperFunction",
                "InventoryConsumerFunction",
                "PointsConsumerFunction",
                "OrderConsumerFunction"));
  }

  /** What is left of a SKU, and what orders took of it. */
  List<String> stockOf(String sku) {
    Map<String, AttributeValue> row = row("stock", "s#" + id + "#" + sku);
    return List.of(row.get("available").n(), row.get("taken").n());
  }

  String balance() {
    return row("points", "c#" + id + "#c-1").get("balance").n();
  }

  /** The outbox row of a type of message about an order, once it is as it should be. */
  Map<String, AttributeValue> awaitMessage(
      String orderId, String type, Predicate<Map<String, AttributeValue>> seen) throws Exception {
    return Await.until(
        type + " of " + orderId + " in the outbox",
        () -> message(orderId, type),
        seen,
        () -> deployment.lambda.logs("OutboxRelayFunction", "SweeperFunction"));
  }

  private Map<String, AttributeValue> message(String orderId, String type) {
    return deployment.rows("outbox").stream()
        .filter(row -> row.containsKey("type") && row.get("type").s().equals(type))
        .filter(row -> row.get("envelope").s().contains(orderId))
        .findFirst()
        .orElse(Map.of());
  }

  /** What the outbox would send of an order of one line, which nobody placed. */
  String placedMessage(String orderId, String sku, int quantity) {
    long total = 150L * quantity;
    return new Envelope(
            "msg_" + orderId,
            id,
            Timestamp.of(Time.system().now()),
            null,
            new OrderPlaced(
                orderId, "c-1", "EUR", total, List.of(new OrderPlaced.Line(sku, quantity))))
        .toJson();
  }

  private Map<String, AttributeValue> row(String table, String id) {
    return deployment.item(table, Map.of("id", id));
  }

  /** Asks again when it is told to, as a function that is cold on a busy machine may be. */
  private JsonNode call(String function, ObjectNode event) throws Exception {
    return Await.until(
        "an answer of " + function,
        () -> deployment.lambda.invoke(function, Lambda.ALIAS, event),
        answer -> answer.path("statusCode").asInt() != SERVICE_UNAVAILABLE,
        () -> deployment.lambda.logs(function));
  }

  private static ObjectNode event(String file, String owner, String path) throws Exception {
    ObjectNode event = (ObjectNode) JSON.readTree(EVENTS.resolve(file).toFile());
    event.put("rawPath", path);
    ((ObjectNode) event.at("/requestContext/http")).put("path", path);
    ((ObjectNode) event.at("/requestContext/authorizer/lambda")).put("owner", owner);
    return event;
  }

  private static JsonNode is(int status, JsonNode answer) throws Exception {
    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(status);
    return JSON.readTree(answer.path("body").asText());
  }
}
