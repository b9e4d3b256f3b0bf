package waybill.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import waybill.local.DemoKeys;
import waybill.platform.Timestamp;

/** What a merchant is told, and what it looks up when it was not told. */
final class CallbackSteps {

  private static final int CALLS_THAT_FAIL = 3;

  private final Receiver receiver;
  private final Report report;
  private final Api api;
  private final Watch watch;
  private final String order;
  private String endpointId;
  private String secret;

  CallbackSteps(Stage stage, String order) {
    this.receiver = stage.receiver();
    this.report = stage.report();
    this.api = stage.api();
    this.watch = stage.watch();
    this.order = order;
  }

  void tell() throws Exception {
    payment();
    callback();
    lookup();
  }

  private void payment() throws Exception {
    report.says("the order is paid; the merchant's server is down for three calls");
    JsonNode endpoint =
        api.post(DemoKeys.MERCHANT, "/endpoints", "{\"url\":\"" + receiver.url() + "\"}");
    endpointId = endpoint.path("endpointId").asText();
    secret = endpoint.path("secret").asText();
    receiver.fail(CALLS_THAT_FAIL, 503, Map.of());
    JsonNode payment =
        api.post(
            DemoKeys.ACQUIRER,
            "/orders/" + order + "/payments",
            "{\"paymentId\":\"pay-1\",\"amount\":900,\"currency\":\"EUR\"}");
    String status = api.get("/orders/" + order).path("status").asText();
    if (!status.equals("PAID")) {
      throw new NotSeen("the paid order is " + status);
    }
    report
        .step("payment")
        .with("orderId", order)
        .with("paymentId", payment.path("paymentId").asText())
        .with("amount", payment.path("amount").asLong())
        .with("status", status)
        .ok();
  }

  private void callback() throws Exception {
    report.says("it is called again after 1, 5 and 15 s, up to a fifth later, until it answers");
    for (int call = 1; call <= CALLS_THAT_FAIL + 1; call++) {
      int number = call;
      List<Receiver.Call> calls =
          watch.until("call " + call, receiver::calls, seen -> seen.size() >= number);
      shows(calls.get(call - 1));
    }
    Receiver.Call last = receiver.calls().get(CALLS_THAT_FAIL);
    new Webhook(secret)
        .verify(last.body(), HttpHeaders.of(asLists(last.headers()), (name, value) -> true));
    JsonNode delivered = notification(1, "DELIVERED");
    report
        .step("callback")
        .with("webhook-id", last.header("webhook-id"))
        .with("calls", receiver.calls().size())
        .with("attempts", delivered.path("attempts").asInt())
        .with("signature", "verified")
        .with("status", delivered.path("status").asText())
        .ok();
  }

  private void lookup() throws Exception {
    report.says("the merchant misses a call, and looks it up by itself");
    // More than the one that is waited for, so that the retry cannot overtake the look-up.
    receiver.fail(CALLS_THAT_FAIL, 503, Map.of());
    String missedOrder = api.order("cart-4", "tea", 1);
    api.post(DemoKeys.MERCHANT, "/orders/" + missedOrder + "/cancel", "");
    int before = CALLS_THAT_FAIL + 1;
    List<Receiver.Call> calls =
        watch.until("the call that fails", receiver::calls, seen -> seen.size() > before);
    shows(calls.get(before));
    JsonNode page =
        api.get("/endpoints/" + endpointId + "/notifications?afterSeq=1&status=undelivered");
    JsonNode missed = page.path("items").path(0);
    if (!missed.path("event").path("subject").asText().equals(missedOrder)) {
      throw new NotSeen("the look-up of what was missed answered " + page);
    }
    report
        .step("lookup")
        .with("seq", missed.path("seq").asLong())
        .with("type", missed.path("type").asText())
        .with("status", missed.path("status").asText())
        .with("attempts", missed.path("attempts").asInt())
        .with("orderId", missedOrder)
        .with("nextAfterSeq", page.path("nextAfterSeq").asLong())
        .ok();
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

  private JsonNode notification(int seq, String status) throws Exception {
    return watch.until(
        "notification " + seq + " " + status,
        () -> api.get("/endpoints/" + endpointId + "/notifications/" + seq),
        found -> found.path("status").asText().equals(status));
  }

  private static Map<String, List<String>> asLists(Map<String, String> headers) {
    return headers.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
  }
}
