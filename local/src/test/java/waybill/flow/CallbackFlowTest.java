package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import waybill.local.demo.Receiver;
import waybill.platform.Json;

/** What a merchant's server receives, and when. */
class CallbackFlowTest extends CallbackTest {

  @Test
  void a_capture_is_told_at_once_and_signed() throws Exception {
    String order = callbacks.paidOrder();
    shop.settle();
    Receiver.Call call = callbacks.receiver.calls().get(0);
    callbacks.verify(call);
    assertThat(call.headers())
        .containsEntry("content-type", "application/cloudevents+json")
        .containsEntry("webhook-attempt", "1/50")
        .containsEntry("content-length", Integer.toString(call.body().length()))
        .doesNotContainKeys("transfer-encoding", "expect", "upgrade");
    assertThat(call.header("user-agent")).startsWith("Waybill/");
    JsonNode event = Json.read(call.body());
    assertThat(event.path("id").asText()).isEqualTo(call.header("webhook-id"));
    assertThat(event.path("type").asText()).isEqualTo("payment.captured");
    assertThat(event.path("source").asText()).isEqualTo("/waybill/merchants/demo");
    assertThat(event.path("subject").asText()).isEqualTo(order);
    assertThat(event.path("sequence").asText()).isEqualTo("00000000000000000001");
    assertThat(event.path("data"))
        .isEqualTo(
            Json.read(
                "{\"orderId\":\"%s\",\"currency\":\"EUR\",\"amount\":300,\"paymentId\":\"pay-1\"}"
                    .formatted(order)));
    JsonNode delivered = callbacks.notification(1);
    assertThat(delivered.path("status").asText()).isEqualTo("DELIVERED");
    assertThat(delivered.path("attempts").asInt()).isEqualTo(1);
    assertThat(delivered.at("/attemptLog/0/result").asText()).isEqualTo("acknowledged");
    assertThat(delivered.path("event")).isEqualTo(event);
  }

  @Test
  void every_kind_of_end_is_told() {
    shop.stock("cup", 1);
    shop.cancel(shop.place("cup", 1)).is(200);
    String unpaid = shop.place("nothing", 1);
    shop.settle();
    shop.pay(unpaid, "late", 150).is(201);
    shop.settle();
    assertThat(callbacks.receiver.calls())
        .extracting(call -> Json.read(call.body()).path("type").asText())
        .containsExactlyInAnyOrder("order.cancelled", "order.rejected", "payment.refunded");
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void a_server_that_is_down_is_called_again_after_1_5_and_15_seconds() {
    callbacks.receiver.fail(3, 503, Map.of());
    callbacks.paidOrder();
    shop.settle();
    for (int seconds : new int[] {1, 5, 15}) {
      int before = callbacks.receiver.calls().size();
      shop.pass(Duration.ofMillis(seconds * 1000L - 1));
      assertThat(callbacks.receiver.calls()).as("never early").hasSize(before);
      // A fifth of jitter, and up to a second as a queue's delay has whole ones.
      shop.pass(Duration.ofMillis(seconds * 200L + 1001));
      assertThat(callbacks.receiver.calls()).as("after %s s", seconds).hasSize(before + 1);
    }
    assertThat(callbacks.attempts()).containsExactly("1/50", "2/50", "3/50", "4/50");
    assertThat(callbacks.receiver.calls())
        .extracting(call -> call.header("webhook-id") + call.body())
        .as("the same event each time")
        .containsOnly(
            callbacks.receiver.calls().get(0).header("webhook-id")
                + callbacks.receiver.calls().get(0).body());
    JsonNode delivered = callbacks.notification(1);
    assertThat(delivered.path("status").asText()).isEqualTo("DELIVERED");
    assertThat(delivered.path("attemptLog").findValuesAsText("result"))
        .containsExactly("refused", "refused", "refused", "acknowledged");
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void retry_after_moves_the_next_call_out_and_never_nearer() {
    callbacks.receiver.fail(2, 429, Map.of("Retry-After", "600"));
    callbacks.paidOrder();
    shop.settle();
    shop.pass(Duration.ofSeconds(599));
    assertThat(callbacks.attempts()).hasSize(1);
    shop.pass(Duration.ofSeconds(2));
    assertThat(callbacks.attempts()).hasSize(2);
  }

  @Test
  void a_redirect_is_a_failure_and_is_not_followed() {
    callbacks.receiver.fail(1, 302, Map.of("Location", callbacks.receiver.url() + "/elsewhere"));
    callbacks.paidOrder();
    shop.settle();
    assertThat(callbacks.attempts()).hasSize(1);
    assertThat(callbacks.notification(1).path("lastResult").asText()).isEqualTo("refused");
  }

  @Test
  void gone_disables_the_endpoint_at_once_and_its_notifications_are_kept() {
    callbacks.receiver.fail(1, 410, Map.of());
    callbacks.paidOrder();
    shop.settle();
    assertThat(shop.get("/endpoints/" + callbacks.endpointId).text("status")).isEqualTo("DISABLED");
    callbacks.paidOrder();
    shop.tick(Duration.ofMinutes(10));
    assertThat(callbacks.attempts()).hasSize(1);
    assertThat(callbacks.page("?status=PARKED").path("items")).hasSize(2);
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void gone_at_a_later_attempt_disables_the_endpoint_too() {
    callbacks.receiver.fail(1, 503, Map.of());
    callbacks.paidOrder();
    shop.settle();
    callbacks.receiver.fail(1, 410, Map.of());
    shop.pass(Duration.ofSeconds(3));
    assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
    assertThat(shop.get("/endpoints/" + callbacks.endpointId).text("status")).isEqualTo("DISABLED");
  }

  @Test
  void gone_stops_what_is_behind_it_in_the_same_batch_and_spends_none_of_its_attempts() {
    callbacks.receiver.fail(10, 410, Map.of());
    shop.platform.trigger("NotifierFunction").pause();
    for (int i = 0; i < 10; i++) {
      callbacks.paidOrder();
    }
    shop.settle();
    shop.platform.trigger("NotifierFunction").resume();
    shop.settle();
    List<String> called = ids();
    assertThat(called)
        .as("the three that were under way side by side, and none after them")
        .hasSizeBetween(1, 3);
    callbacks.receiver.fail(0, 200, Map.of());
    callbacks.change("{\"status\":\"ACTIVE\"}").is(200);
    shop.tick(Duration.ofMinutes(5));
    assertThat(callbacks.count("DELIVERED")).isEqualTo(10);
    assertThat(callbacks.receiver.calls())
        .filteredOn(call -> !called.contains(call.header("webhook-id")))
        .hasSize(10 - called.size())
        .extracting(call -> call.header("webhook-attempt"))
        .containsOnly("1/50");
  }

  private List<String> ids() {
    return callbacks.receiver.calls().stream().map(call -> call.header("webhook-id")).toList();
  }
}
