package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.local.DemoKeys;
import waybill.message.Envelope;
import waybill.platform.Json;

/** From the request to the last consumer: https://www.w3.org/TR/trace-context/ */
class AnOrdersTraceGoesWithItTest extends FlowTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  @Test
  void the_callers_trace_goes_through_every_message_to_the_callback() {
    try (Callbacks callbacks = Callbacks.open()) {
      place(callbacks.shop, Map.of("traceparent", TRACEPARENT));
      callbacks.shop.settle();
      assertThat(callbacks.receiver.calls())
          .extracting(call -> Json.read(call.body()).path("type").asText())
          .containsExactly("order.rejected");
      assertThat(envelopes(callbacks.shop))
          .extracting(envelope -> envelope.message().type())
          .containsExactlyInAnyOrder("order.placed", "stock.rejected", "order.rejected");
      assertThat(traceIds(callbacks.shop)).containsOnly(TRACE);
      assertThat(traceIdsOfDeliveries(callbacks.shop)).containsExactly(TRACE);
    }
  }

  @Test
  void a_payment_is_in_the_trace_of_the_acquirers_request() {
    try (Callbacks callbacks = Callbacks.open()) {
      String order = callbacks.shop.place("tea", 2);
      callbacks
          .shop
          .call(
              DemoKeys.ACQUIRER,
              "POST",
              "/orders/" + order + "/payments",
              "{\"paymentId\":\"p\",\"amount\":300,\"currency\":\"EUR\"}",
              Map.of("traceparent", TRACEPARENT))
          .is(201);
      callbacks.shop.settle();
      assertThat(traceIdsOfDeliveries(callbacks.shop)).containsExactly(TRACE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
      })
  void without_a_trace_that_can_be_read_one_begins_with_the_request(String header) {
    try (Callbacks callbacks = Callbacks.open()) {
      place(callbacks.shop, header.isEmpty() ? Map.of() : Map.of("traceparent", header));
      callbacks.shop.settle();
      String trace = traceIds(callbacks.shop).get(0);
      assertThat(trace).matches("[0-9a-f]{32}").isNotEqualTo(TRACE).isNotEqualTo("0".repeat(32));
      assertThat(traceIds(callbacks.shop)).hasSize(3).containsOnly(trace);
      assertThat(traceIdsOfDeliveries(callbacks.shop)).containsExactly(trace);
    }
  }

  @Test
  void each_request_begins_a_trace_of_its_own() {
    try (Shop shop = Shop.open()) {
      shop.place("tea", 1);
      shop.place("tea", 1);
      assertThat(traceIds(shop)).doesNotHaveDuplicates().hasSize(2);
    }
  }

  /** An order that cannot be had, so that its messages go all the way round. */
  private static void place(Shop shop, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("idempotency-key", "key");
    shop.call(DemoKeys.MERCHANT, "POST", "/orders", Shop.order("nothing", 1), all).is(201);
  }

  private static List<Envelope> envelopes(Shop shop) {
    return shop.rows("outbox").stream()
        .filter(row -> row.containsKey("envelope"))
        .map(row -> Envelope.fromJson(row.get("envelope").s()))
        .toList();
  }

  private static List<String> traceIds(Shop shop) {
    return envelopes(shop).stream().map(each -> traceId(each.traceparent())).toList();
  }

  private static List<String> traceIdsOfDeliveries(Shop shop) {
    return shop.rows("deliveries").stream()
        .filter(row -> row.containsKey("event"))
        .map(row -> traceId(row.get("traceparent").s()))
        .toList();
  }

  private static String traceId(String traceparent) {
    assertThat(traceparent).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    return traceparent.split("-")[1];
  }
}
