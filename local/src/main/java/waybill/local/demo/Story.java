package waybill.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import waybill.local.DemoKeys;
import waybill.local.LocalPlatform;
import waybill.platform.Time;
import waybill.platform.Timestamp;

/** The steps, in their order; each throws when it does not see what it tells. */
final class Story {

  private static final int STOCK = 100;

  private final LocalPlatform platform;
  private final Backstage backstage;
  private final Receiver receiver;
  private final Report report;
  private final Api api;
  private final Watch watch;
  private String firstOrder;
  private String endpointId;
  private String secret;

  Story(LocalPlatform platform, Receiver receiver, Report report) {
    this.platform = platform;
    this.backstage = new Backstage(platform);
    this.receiver = receiver;
    this.report = report;
    this.api = new Api(platform.baseUrl());
    this.watch = new Watch(Time.system());
  }

  void tell() throws Exception {
    order();
    consumerDown();
    twice();
    swept();
    payment();
    callback();
    lookup();
  }

  private void order() throws Exception {
    report.says("an order is placed; stock and points are taken by messages");
    api.put("/stock/tea", "{\"available\":" + STOCK + "}");
    firstOrder = api.order("cart-1", "tea", 2);
    effects(firstOrder, "RESERVED", "GRANTED");
    report.ok(
        "order",
        "orderId",
        firstOrder,
        "stock",
        "RESERVED",
        "points",
        "GRANTED",
        "available",
        available(),
        "balance",
        balance());
  }

  private void consumerDown() throws Exception {
    report.says("the stock consumer is down, and then back");
    platform.trigger("InventoryConsumerFunction").pause();
    String order = api.order("cart-2", "tea", 3);
    effects(order, "PENDING", "GRANTED");
    int waiting =
        watch.until(
            "a message waiting for the consumer",
            () -> backstage.messages("inventory"),
            n -> n > 0);
    platform.trigger("InventoryConsumerFunction").resume();
    effects(order, "RESERVED", "GRANTED");
    report.ok(
        "consumer-down",
        "orderId",
        order,
        "whileDown",
        "PENDING",
        "waiting",
        waiting,
        "after",
        "RESERVED",
        "available",
        available());
  }

  private void twice() throws Exception {
    report.says("the first order's message is delivered once more");
    long before = available();
    Map<String, String> row = backstage.outboxRow("order.placed", firstOrder);
    backstage.send("inventory", row.get("envelope"));
    backstage.send("points", row.get("envelope"));
    watch.until(
        "the copies being taken", () -> backstage.messages("inventory", "points"), n -> n == 0);
    if (available() != before) {
      throw new NotSeen("stock went from " + before + " to " + available() + " by a copy");
    }
    report.ok(
        "twice",
        "messageId",
        row.get("messageId"),
        "copies",
        2,
        "availableBefore",
        before,
        "availableAfter",
        available(),
        "balance",
        balance());
  }

  private void swept() throws Exception {
    report.says("a message is kept from the relay; the sweeper (here every 2 s) sends it");
    platform.stream("OutboxRelayFunction").lose(1);
    String order = api.order("cart-3", "tea", 1);
    effects(order, "RESERVED", "GRANTED");
    Map<String, String> row =
        watch.until(
            "the message being marked",
            () -> backstage.outboxRow("order.placed", order),
            found -> found.get("status").equals("SENT"));
    if (!row.get("sentBy").equals("sweeper")) {
      throw new NotSeen("the message was sent by " + row.get("sentBy"));
    }
    report.ok(
        "swept",
        "orderId",
        order,
        "messageId",
        row.get("messageId"),
        "sentBy",
        "sweeper",
        "createdAt",
        row.get("createdAt"),
        "sentAt",
        row.get("sentAt"));
  }

  private void payment() throws Exception {
    report.says("the order is paid; the merchant's server is down for three calls");
    JsonNode endpoint =
        api.post(DemoKeys.MERCHANT, "/endpoints", "{\"url\":\"" + receiver.url() + "\"}");
    endpointId = endpoint.path("endpointId").asText();
    secret = endpoint.path("secret").asText();
    receiver.fail(3, 503, Map.of());
    JsonNode payment =
        api.post(
            DemoKeys.ACQUIRER,
            "/orders/" + firstOrder + "/payments",
            "{\"paymentId\":\"pay-1\",\"amount\":900,\"currency\":\"EUR\"}");
    String status = api.get("/orders/" + firstOrder).path("status").asText();
    if (!status.equals("PAID")) {
      throw new NotSeen("the paid order is " + status);
    }
    report.ok(
        "payment",
        "orderId",
        firstOrder,
        "paymentId",
        payment.path("paymentId").asText(),
        "amount",
        payment.path("amount").asLong(),
        "status",
        status);
  }

  private void callback() throws Exception {
    report.says("it is called again after 1, 5 and 15 s, up to a fifth later, until it answers");
    for (int call = 1; call <= 4; call++) {
      int number = call;
      List<Receiver.Call> calls =
          watch.until("call " + call, receiver::calls, seen -> seen.size() >= number);
      shows(calls.get(call - 1));
    }
    Receiver.Call last = receiver.calls().get(3);
    new Webhook(secret)
        .verify(last.body(), HttpHeaders.of(asLists(last.headers()), (name, value) -> true));
    JsonNode delivered = notification(1, "DELIVERED");
    report.ok(
        "callback",
        "webhook-id",
        last.header("webhook-id"),
        "calls",
        receiver.calls().size(),
        "attempts",
        delivered.path("attempts").asInt(),
        "signature",
        "verified",
        "status",
        delivered.path("status").asText());
  }

  private void lookup() throws Exception {
    report.says("the merchant misses a call, and looks it up by itself");
    receiver.fail(1, 503, Map.of());
    String order = api.order("cart-4", "tea", 1);
    api.post(DemoKeys.MERCHANT, "/orders/" + order + "/cancel", "");
    int before = 4;
    List<Receiver.Call> calls =
        watch.until("the call that fails", receiver::calls, seen -> seen.size() > before);
    shows(calls.get(before));
    JsonNode page =
        api.get("/endpoints/" + endpointId + "/notifications?afterSeq=1&status=undelivered");
    JsonNode missed = page.path("items").path(0);
    if (!missed.path("event").path("subject").asText().equals(order)) {
      throw new NotSeen("the look-up of what was missed answered " + page);
    }
    report.ok(
        "lookup",
        "seq",
        missed.path("seq").asLong(),
        "type",
        missed.path("type").asText(),
        "status",
        missed.path("status").asText(),
        "attempts",
        missed.path("attempts").asInt(),
        "orderId",
        order,
        "nextAfterSeq",
        page.path("nextAfterSeq").asLong());
  }

  private void shows(Receiver.Call call) {
    report.sees(
        "call webhook-id=%s attempt=%s time=%s answered=%d"
            .formatted(
                call.header("webhook-id"),
                call.header("webhook-attempt"),
                Timestamp.of(call.at()),
                call.answered()));
  }

  private void effects(String order, String stock, String points) throws Exception {
    watch.until(
        "stock " + stock + " and points " + points,
        () -> api.get("/orders/" + order),
        view ->
            view.path("stock").asText().equals(stock)
                && view.path("points").asText().equals(points));
  }

  private JsonNode notification(int seq, String status) throws Exception {
    return watch.until(
        "notification " + seq + " " + status,
        () -> api.get("/endpoints/" + endpointId + "/notifications/" + seq),
        found -> found.path("status").asText().equals(status));
  }

  private long available() throws Exception {
    return api.get("/stock/tea").path("available").asLong();
  }

  private long balance() throws Exception {
    return api.get("/customers/ada/points").path("balance").asLong();
  }

  private static Map<String, List<String>> asLists(Map<String, String> headers) {
    return headers.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
  }
}
