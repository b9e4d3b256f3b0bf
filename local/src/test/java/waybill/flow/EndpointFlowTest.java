package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import waybill.local.DemoKeys;

/** What a merchant has to say of who is called, with what, and what counts as an answer. */
class EndpointFlowTest extends CallbackTest {

  @Test
  void an_endpoint_hears_only_what_it_asked_for() {
    shop.call(
            DemoKeys.MERCHANT,
            "POST",
            "/endpoints",
            "{\"url\":\"%s\",\"eventTypes\":[\"order.cancelled\"]}"
                .formatted(callbacks.receiver.url()))
        .is(201);
    callbacks.paidOrder();
    shop.settle();
    assertThat(callbacks.receiver.calls()).hasSize(1);
    shop.cancel(shop.place("tea", 1)).is(200);
    shop.settle();
    assertThat(callbacks.receiver.calls())
        .as("both endpoints hear of the cancel, each under an id of its own")
        .hasSize(3)
        .extracting(call -> call.header("webhook-id"))
        .doesNotHaveDuplicates();
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void with_ack_body_only_a_body_that_says_success_counts() {
    String id =
        shop.call(
                DemoKeys.MERCHANT,
                "POST",
                "/endpoints",
                "{\"url\":\"%s\",\"ack\":\"body\",\"eventTypes\":[\"order.cancelled\"]}"
                    .formatted(callbacks.receiver.url()))
            .is(201)
            .text("endpointId");
    callbacks.receiver.answer("thank you");
    shop.cancel(shop.place("tea", 1)).is(200);
    shop.settle();
    String path = "/endpoints/" + id + "/notifications/1";
    assertThat(shop.get(path).text("lastResult")).isEqualTo("refused");
    callbacks.receiver.answer("Success");
    shop.pass(Duration.ofSeconds(3));
    assertThat(shop.get(path).text("status")).isEqualTo("DELIVERED");
  }

  @Test
  void a_limit_that_it_was_registered_with_is_shown() {
    String body = "{\"url\":\"%s\",\"rateLimit\":7}".formatted(callbacks.receiver.url());
    Answer made = shop.call(DemoKeys.MERCHANT, "POST", "/endpoints", body).is(201);
    assertThat(made.number("rateLimit")).isEqualTo(7);
    assertThat(shop.get("/endpoints/" + made.text("endpointId")).is(200).number("rateLimit"))
        .isEqualTo(7);
  }

  @Test
  void a_deleted_endpoint_is_called_no_more_and_is_not_found() {
    callbacks.receiver.fail(1, 503, Map.of());
    callbacks.paidOrder();
    shop.settle();
    String path = "/endpoints/" + callbacks.endpointId;
    shop.call(DemoKeys.MERCHANT, "DELETE", path, "").is(204);
    callbacks.paidOrder();
    shop.tick(Duration.ofMinutes(5));
    assertThat(callbacks.attempts()).hasSize(1);
    shop.get(path).is(404);
    shop.get(path + "/notifications").is(404);
    shop.call(DemoKeys.MERCHANT, "DELETE", path, "").is(404);
  }

  @Test
  void an_endpoint_of_another_merchant_does_not_exist() {
    callbacks.paidOrder();
    shop.settle();
    String path = "/endpoints/" + callbacks.endpointId;
    shop.call(DemoKeys.OTHER, "GET", path, "").is(404);
    shop.call(DemoKeys.OTHER, "DELETE", path, "").is(404);
    shop.call(DemoKeys.OTHER, "GET", path + "/notifications", "").is(404);
    shop.call(DemoKeys.OTHER, "GET", path + "/notifications/1", "").is(404);
    assertThat(shop.call(DemoKeys.OTHER, "GET", "/endpoints", "").json().path("items")).isEmpty();
  }

  @Test
  void a_merchant_has_five_endpoints_and_their_secrets_are_shown_once() {
    String body = "{\"url\":\"" + callbacks.receiver.url() + "\"}";
    for (int i = 2; i <= 5; i++) {
      shop.call(DemoKeys.MERCHANT, "POST", "/endpoints", body).is(201);
    }
    shop.call(DemoKeys.MERCHANT, "POST", "/endpoints", body).is(409);
    Answer all = shop.get("/endpoints").is(200);
    assertThat(all.json().path("items")).hasSize(5);
    assertThat(all.body()).doesNotContain("whsec_");
    shop.call(DemoKeys.MERCHANT, "DELETE", "/endpoints/" + callbacks.endpointId, "").is(204);
    shop.call(DemoKeys.MERCHANT, "POST", "/endpoints", body).is(201);
  }

  @Test
  void a_bad_endpoint_is_named() {
    for (String body :
        new String[] {
          "{}",
          "{\"url\":7}",
          "{\"url\":\"not a url\"}",
          "{\"url\":\"ftp://example.com/\"}",
          "{\"url\":\"http://user:pw@127.0.0.1/\"}",
          "{\"url\":\"http://127.0.0.1/\",\"ack\":\"maybe\"}",
          "{\"url\":\"http://127.0.0.1/\",\"eventTypes\":[\"order.placed\"]}",
          "{\"url\":\"http://127.0.0.1/\",\"eventTypes\":[]}",
          "{\"url\":\"http://127.0.0.1/\",\"secret\":\"mine\"}",
        }) {
      Answer answer = shop.call(DemoKeys.MERCHANT, "POST", "/endpoints", body).is(400);
      assertThat(answer.json().path("errors")).as(body).isNotEmpty();
    }
  }
}
