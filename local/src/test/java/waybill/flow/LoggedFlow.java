package waybill.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.DemoKeys;
import waybill.platform.Json;

/** A flow in a process of its own, whose log is that of Lambda; see the test of that log. */
public final class LoggedFlow {

  static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  /** Stands in whatever nobody may see in a log. */
  private static final String SECRET = "hunter2";

  private static String rotated;

  private LoggedFlow() {}

  /**
   * What the flow knows of itself: an order that went well, an endpoint that failed for days, and
   * texts that no line may have.
   */
  record Told(String order, String endpointId, List<String> secrets) {}

  /** Takes the file into which it writes what it {@link Told}. */
  public static void main(String[] arguments) throws IOException {
    Faults faults = new Faults();
    Told told;
    try (Callbacks callbacks =
        Callbacks.open(
            Shop.open(
                options ->
                    options
                        .dynamo(faults::around)
                        .sqs(faults::around)
                        .key(faults::around)
                        .metrics(System.out::println)))) {
      String order = goesWell(callbacks);
      failsForDays(callbacks);
      told = new Told(order, callbacks.endpointId, secrets(callbacks));
      goesWrong(callbacks.shop, faults);
    }
    Files.writeString(Path.of(arguments[0]), Json.write(told));
    System.exit(0);
  }

  /** Up to a callback that is acknowledged at the second attempt. */
  private static String goesWell(Callbacks callbacks) {
    Shop shop = callbacks.shop;
    callbacks.receiver.fail(1, 503, Map.of());
    Map<String, String> headers =
        Map.of(
            "idempotency-key",
            "cart-" + SECRET,
            "traceparent",
            "00-" + TRACE + "-00f067aa0ba902b7-01");
    String order =
        shop.call(DemoKeys.MERCHANT, "POST", "/orders", Shop.order("tea", 2), headers)
            .is(201)
            .text("orderId");
    shop.settle();
    shop.call(
            DemoKeys.ACQUIRER,
            "POST",
            "/orders/" + order + "/payments",
            "{\"paymentId\":\"pay-1\",\"amount\":300,\"currency\":\"EUR\"}",
            headers)
        .is(201);
    shop.tick(Duration.ofMinutes(1));
    rotated =
        shop.call(DemoKeys.MERCHANT, "POST", "/endpoints/" + callbacks.endpointId + "/secret", "")
            .is(200)
            .text("secret");
    shop.place("nothing", 1);
    shop.tick(Duration.ofMinutes(1));
    return order;
  }

  /** The days are written into what the gate remembers. */
  private static void failsForDays(Callbacks callbacks) {
    callbacks.receiver.fail(3, 503, Map.of());
    test(callbacks);
    hasFailed(callbacks, 49, Duration.ofHours(60));
    test(callbacks);
    hasFailed(callbacks, 89, Duration.ofHours(108));
    test(callbacks);
  }

  private static void test(Callbacks callbacks) {
    callbacks
        .shop
        .call(DemoKeys.MERCHANT, "POST", "/endpoints/" + callbacks.endpointId + "/test", "")
        .is(202);
    callbacks.shop.settle();
  }

  private static void hasFailed(Callbacks callbacks, int times, Duration span) {
    Shop shop = callbacks.shop;
    Map<String, AttributeValue> gate = new HashMap<>(callbacks.row("g#"));
    String since = Long.toString(shop.time.now().minus(span).toEpochMilli());
    gate.put("failures", AttributeValue.fromN(Integer.toString(times)));
    gate.put("failingSince", AttributeValue.fromN(since));
    shop.platform.dynamo().putItem(r -> r.tableName(shop.physical("deliveries")).item(gate));
  }

  private static void goesWrong(Shop shop, Faults faults) {
    shop.call(
        DemoKeys.MERCHANT,
        "POST",
        "/orders",
        "{\"" + SECRET + "\":" + SECRET,
        Map.of("idempotency-key", "k"));
    shop.ask("GET", "/orders", Map.of("authorization", "Bearer " + SECRET), "");
    new OutboxRows(shop).putUnsent("msg_bad", "order.placed", SECRET + " is no JSON");
    shop.send("inventory", SECRET + " is no JSON");
    shop.send("retry", SECRET + " is no JSON");
    shop.send(
        "points",
        shop.outbox("order.placed")
            .get(0)
            .get("envelope")
            .s()
            .replaceAll("\"total\":\\d+", "\"total\":\"" + SECRET + "\""));
    faults.next("batchGetItem", new IllegalStateException("a fault of ours"));
    shop.platform.call("GET", "/orders/ord_1", DemoKeys.MERCHANT.authorization(), "");
    shop.settle();
    shop.sweep();
  }

  private static List<String> secrets(Callbacks callbacks) {
    List<String> secrets = new ArrayList<>(List.of(SECRET, Shop.order("tea", 2)));
    secrets.add(callbacks.receiver.url().toString());
    Arrays.stream(DemoKeys.values()).map(DemoKeys::key).forEach(secrets::add);
    secrets.add(callbacks.secret.substring("whsec_".length()));
    secrets.add(rotated.substring("whsec_".length()));
    callbacks
        .endpointRow()
        .get("secrets")
        .l()
        .forEach(each -> secrets.add(each.m().get("secret").s()));
    callbacks.shop.rows("outbox").stream()
        .filter(row -> row.containsKey("envelope"))
        .forEach(row -> secrets.add(row.get("envelope").s()));
    callbacks.receiver.calls().forEach(call -> secrets.add(call.body()));
    callbacks.receiver.calls().stream()
        .flatMap(call -> Stream.of(call.header("webhook-signature").split(" ")))
        .forEach(signature -> secrets.add(signature.substring("v1,".length())));
    return secrets;
  }
}
