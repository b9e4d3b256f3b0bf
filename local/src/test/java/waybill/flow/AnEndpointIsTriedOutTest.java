package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waybill.local.DemoKeys;
import waybill.local.audit.Report;
import waybill.local.demo.Receiver;
import waybill.platform.Json;

/** A merchant sends itself a test, which goes the way of every notification. */
class AnEndpointIsTriedOutTest extends FlowTest {

  private Audited audited;
  private Callbacks callbacks;
  private Shop shop;

  @BeforeEach
  void open() {
    audited = new Audited();
    callbacks = audited.callbacks;
    shop = audited.shop;
  }

  @AfterEach
  void close() {
    audited.close();
  }

  @Test
  void a_test_comes_signed_under_the_id_that_was_told_and_about_no_order() throws Exception {
    String eventId = test(callbacks).is(202).text("eventId");
    shop.settle();
    Receiver.Call call = callbacks.receiver.calls().get(0);
    callbacks.verify(call);
    assertThat(call.header("webhook-id")).isEqualTo(eventId);
    JsonNode event = Json.read(call.body());
    assertThat(event.path("type").asText()).isEqualTo("waybill.test");
    assertThat(event.has("subject")).isFalse();
    assertThat(event.path("data")).isEqualTo(Json.read("{}"));
    JsonNode delivered = callbacks.notification(1);
    assertThat(delivered.path("eventId").asText()).isEqualTo(eventId);
    assertThat(delivered.path("status").asText()).isEqualTo("DELIVERED");
  }

  @Test
  void a_test_goes_to_its_one_endpoint_whatever_this_asked_for() {
    String picky =
        shop.call(
                DemoKeys.MERCHANT,
                "POST",
                "/endpoints",
                "{\"url\":\"%s\",\"eventTypes\":[\"order.cancelled\"]}"
                    .formatted(callbacks.receiver.url()))
            .is(201)
            .text("endpointId");
    shop.call(DemoKeys.MERCHANT, "POST", "/endpoints/" + picky + "/test", "").is(202);
    shop.settle();
    assertThat(callbacks.receiver.calls()).hasSize(1);
    assertThat(shop.get("/endpoints/" + picky + "/notifications").json().path("items")).hasSize(1);
    assertThat(callbacks.page("").path("items")).isEmpty();
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void a_test_that_fails_is_sent_again_by_the_schedule() {
    callbacks.receiver.fail(1, 503, Map.of());
    test(callbacks).is(202);
    shop.tick(Duration.ofMinutes(3));
    assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
  }

  @Test
  void each_request_is_a_test_of_its_own_and_a_repeated_message_is_none() {
    test(callbacks).is(202);
    test(callbacks).is(202);
    shop.settle();
    shop.send("notification", shop.outbox("waybill.test").get(0).get("envelope").s());
    shop.settle();
    assertThat(callbacks.receiver.calls())
        .extracting(call -> call.header("webhook-id"))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void an_endpoint_that_is_not_there_is_not_tried_out() {
    String path = "/endpoints/" + callbacks.endpointId;
    shop.call(DemoKeys.MERCHANT, "DELETE", path, "").is(204);
    test(callbacks).is(404);
    shop.call(DemoKeys.MERCHANT, "POST", "/endpoints/ep_unknown/test", "").is(404);
    shop.call(DemoKeys.MERCHANT, "POST", "/endpoints/nonsense/test", "").is(404);
    assertThat(shop.outbox("waybill.test")).isEmpty();
  }

  @Test
  void a_test_whose_answer_was_lost_is_one_test() {
    Faults faults = new Faults();
    try (Callbacks faulty = Callbacks.open(Shop.open(faults))) {
      faults.loseTheAnswerOf("transactWriteItems");
      String eventId = test(faulty).is(202).text("eventId");
      faulty.shop.tick(Duration.ofMinutes(3));
      assertThat(faults.allHappened()).isTrue();
      assertThat(faulty.receiver.calls())
          .extracting(call -> call.header("webhook-id"))
          .containsExactly(eventId);
    }
  }

  @Test
  void the_audit_wants_a_test_at_its_one_endpoint() {
    shop.endpoint(callbacks.receiver.url().toString());
    shop.pass(Duration.ofSeconds(1));
    test(callbacks).is(202);
    shop.settle();
    shop.pass(Audited.LONG);
    Report report = audited.report();
    assertThat(report.checks()).allSatisfy(check -> assertThat(check.examples()).isEmpty());
    shop.platform.trigger("NotifierFunction").pause();
    test(callbacks).is(202);
    shop.settle();
    audited.purge("notification");
    shop.pass(Audited.LONG);
    assertThat(audited.finds("sent-without-effect", "no notification of " + callbacks.endpointId))
        .containsExactly("sent-without-effect");
  }

  private static Answer test(Callbacks callbacks) {
    return callbacks.shop.call(
        DemoKeys.MERCHANT, "POST", "/endpoints/" + callbacks.endpointId + "/test", "");
  }
}
