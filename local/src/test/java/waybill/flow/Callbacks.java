package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.DemoKeys;
import waybill.local.demo.Receiver;

/** A merchant with a server of its own, and an order that can be paid. */
final class Callbacks implements AutoCloseable {

  final Shop shop;
  final Receiver receiver;
  final String endpointId;
  final String secret;
  private int payments;

  private Callbacks(Shop shop) {
    this.shop = shop;
    try {
      this.receiver = Receiver.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    shop.stock("tea", 1000);
    JsonNode endpoint = shop.endpoint(receiver.url().toString());
    this.endpointId = endpoint.path("endpointId").asText();
    this.secret = endpoint.path("secret").asText();
  }

  static Callbacks open() {
    return new Callbacks(Shop.open());
  }

  static Callbacks open(Shop shop) {
    return new Callbacks(shop);
  }

  /** An order placed and paid, so that there is something to tell; nothing is told yet. */
  String paidOrder() {
    String order = shop.place("tea", 2);
    payments++;
    shop.pay(order, "pay-" + payments, 300).is(201);
    return order;
  }

  /** What a merchant asks of its endpoint. */
  Answer change(String body) {
    return shop.call(DemoKeys.MERCHANT, "PATCH", "/endpoints/" + endpointId, body);
  }

  /** What a merchant says that it has. */
  void acknowledge(long upto) {
    String path = "/endpoints/" + endpointId + "/acknowledge";
    shop.call(DemoKeys.MERCHANT, "POST", path, "{\"uptoSeq\":" + upto + "}").is(200);
  }

  Answer redeliver(long seq) {
    return shop.call(DemoKeys.MERCHANT, "POST", path() + "/" + seq + "/redeliver", "");
  }

  String status() {
    return shop.get("/endpoints/" + endpointId).text("status");
  }

  String status(long seq) {
    return notification(seq).path("status").asText();
  }

  /** A timer for an attempt of a delivery's first round. */
  void sendTimer(long seq, int attempt) {
    shop.send(
        "retry",
        "{\"merchantId\":\"demo\",\"endpointId\":\"%s\",\"seq\":%d,\"round\":1,\"attempt\":%d}"
            .formatted(endpointId, seq, attempt));
  }

  /** How many of the first hundred notifications show so. */
  int count(String status) {
    return page("?limit=100&status=" + status).path("items").size();
  }

  JsonNode notification(long seq) {
    return shop.get(path() + "/" + seq).is(200).json();
  }

  JsonNode page(String query) {
    return shop.get(path() + query).is(200).json();
  }

  String path() {
    return "/endpoints/" + endpointId + "/notifications";
  }

  /** One of the endpoint's rows among the deliveries: a delivery's, or its gate's {@code g#}. */
  Map<String, AttributeValue> row(String seq) {
    return shop.item("deliveries", Map.of("endpointId", endpointId, "seq", seq));
  }

  Map<String, AttributeValue> endpointRow() {
    return shop.item("endpoints", Map.of("merchantId", "demo", "endpointId", endpointId));
  }

  /** Changes attributes of an endpoint's row behind the functions' back. */
  void putEndpointRow(String id, Map<String, AttributeValue> changes) {
    Map<String, AttributeValue> row =
        new HashMap<>(shop.item("endpoints", Map.of("merchantId", "demo", "endpointId", id)));
    row.putAll(changes);
    shop.platform.dynamo().putItem(r -> r.tableName(shop.physical("endpoints")).item(row));
  }

  List<String> attempts() {
    return receiver.calls().stream().map(call -> call.header("webhook-attempt")).toList();
  }

  /** Lets time pass to just after a delivery's next attempt, with the sweeps around it. */
  void toNextAttempt(long seq) {
    Instant next = Instant.parse(notification(seq).path("nextAttemptAt").asText());
    Duration wait = Duration.between(shop.time.now(), next);
    Duration lastMinute = Duration.ofSeconds(60);
    if (wait.compareTo(lastMinute) > 0) {
      shop.pass(wait.minus(lastMinute));
      shop.sweep();
    }
    shop.pass(Duration.between(shop.time.now(), next).plusSeconds(1));
  }

  /**
   * An independent library's word on a signature. It also holds the timestamp against the machine's
   * clock, so a call is verified only while the test's clock is near that.
   */
  void verify(Receiver.Call call) throws WebhookVerificationException {
    verify(call, secret);
  }

  void verify(Receiver.Call call, String secret) throws WebhookVerificationException {
    Map<String, List<String>> headers =
        call.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    new Webhook(secret).verify(call.body(), HttpHeaders.of(headers, (name, value) -> true));
    assertThat(call.header("webhook-signature")).startsWith("v1,");
  }

  @Override
  public void close() {
    receiver.close();
    shop.close();
  }
}
