package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import waybill.local.DemoKeys;
import waybill.local.demo.Receiver;

/** A merchant changes where, of what and how it is told. */
@EmbeddedOnly(EmbeddedOnly.ROWS)
class AnEndpointIsChangedTest extends CallbackTest {

  @Test
  void a_new_url_is_called_for_earlier_events_too_with_the_same_secret() throws Exception {
    callbacks.receiver.fail(1, 503, Map.of());
    callbacks.paidOrder();
    shop.settle();
    try (Receiver moved = Receiver.start()) {
      JsonNode changed = change("{\"url\":\"" + moved.url() + "\"}").is(200).json();
      assertThat(changed.path("url").asText()).isEqualTo(moved.url().toString());
      shop.pass(Duration.ofSeconds(3));
      assertThat(callbacks.receiver.calls()).hasSize(1);
      assertThat(moved.calls()).hasSize(1);
      callbacks.verify(moved.calls().get(0));
    }
  }

  @Test
  void other_event_types_are_told_from_now_on_and_null_means_all() {
    change("{\"eventTypes\":[\"order.cancelled\"]}").is(200);
    callbacks.paidOrder();
    shop.settle();
    assertThat(callbacks.receiver.calls()).isEmpty();
    JsonNode all = change("{\"eventTypes\":null}").is(200).json();
    assertThat(all.path("eventTypes")).hasSize(5);
    callbacks.paidOrder();
    shop.settle();
    assertThat(callbacks.receiver.calls()).as("what was not asked for is not made up").hasSize(1);
  }

  @Test
  void another_way_to_acknowledge_counts_from_now_on() {
    change("{\"ack\":\"body\"}").is(200);
    callbacks.receiver.answer("thank you");
    callbacks.paidOrder();
    shop.settle();
    assertThat(callbacks.notification(1).path("lastResult").asText()).isEqualTo("refused");
  }

  @Test
  void a_description_comes_and_goes() {
    assertThat(change("{\"description\":\"till\"}").is(200).text("description")).isEqualTo("till");
    assertThat(change("{\"description\":null}").is(200).json().has("description")).isFalse();
    assertThat(change("{\"description\":null}").is(200).json().has("description")).isFalse();
  }

  @Test
  void what_is_not_named_stays_as_it_is() {
    JsonNode before = shop.get(path()).is(200).json();
    Answer answer = change("{}").is(200);
    assertThat(answer.json()).isEqualTo(before);
    assertThat(answer.body()).doesNotContain("whsec_");
    change("{\"description\":\"till\",\"ack\":\"body\"}").is(200);
    assertThat(change("{\"eventTypes\":null}").is(200).text("ack")).isEqualTo("body");
    JsonNode after = change("{\"ack\":\"status\"}").is(200).json();
    assertThat(after.path("description").asText()).isEqualTo("till");
    assertThat(after.path("url")).isEqualTo(before.path("url"));
    assertThat(after.path("createdAt")).isEqualTo(before.path("createdAt"));
  }

  @Test
  void of_two_changes_at_once_both_stand() {
    faults.before("updateItem", () -> change("{\"description\":\"till\"}").is(200));
    JsonNode after = change("{\"ack\":\"body\"}").is(200).json();
    assertThat(faults.allHappened()).isTrue();
    assertThat(after.path("description").asText()).isEqualTo("till");
    assertThat(after.path("ack").asText()).isEqualTo("body");
  }

  @Test
  void one_that_names_the_url_as_it_is_does_not_undo_another_that_moves_it() throws IOException {
    try (Receiver moved = Receiver.start()) {
      String here = "{\"url\":\"" + callbacks.receiver.url() + "\",\"description\":\"till\"}";
      faults.before("updateItem", () -> change("{\"url\":\"" + moved.url() + "\"}").is(200));
      JsonNode after = change(here).is(200).json();
      assertThat(faults.allHappened()).isTrue();
      assertThat(after.path("url").asText()).isEqualTo(moved.url().toString());
      assertThat(after.path("description").asText()).isEqualTo("till");
      assertThat(change("{\"url\":\"" + moved.url() + "\"}").is(200).text("description"))
          .as("and that changes nothing")
          .isEqualTo("till");
    }
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void a_change_just_before_a_call_holds_for_it() throws IOException {
    try (Receiver moved = Receiver.start()) {
      callbacks.receiver.fail(1, 503, Map.of());
      callbacks.paidOrder();
      shop.settle();
      // The retry has read the endpoint, and is about to take a slot of its gate.
      faults.before("putItem", () -> change("{\"url\":\"" + moved.url() + "\"}").is(200));
      shop.pass(Duration.ofSeconds(3));
      assertThat(faults.allHappened()).isTrue();
      assertThat(callbacks.receiver.calls()).hasSize(1);
      assertThat(moved.calls()).hasSize(1);
    }
  }

  @Test
  void a_description_is_as_long_as_its_characters() {
    String emoji = "\uD83D\uDCE6";
    assertThat(
            change("{\"description\":\"" + emoji.repeat(500) + "\"}").is(200).text("description"))
        .isEqualTo(emoji.repeat(500));
    change("{\"description\":\"" + emoji.repeat(501) + "\"}").is(400);
  }

  @Test
  void a_change_whose_answer_was_lost_stands() {
    faults.loseTheAnswerOf("updateItem");
    assertThat(change("{\"ack\":\"body\"}").is(200).text("ack")).isEqualTo("body");
  }

  @Test
  void a_bad_change_is_named_and_changes_nothing() {
    JsonNode before = shop.get(path()).is(200).json();
    for (String body :
        new String[] {
          "{\"url\":null}",
          "{\"url\":\"not a url\"}",
          "{\"ack\":\"maybe\",\"description\":\"till\"}",
          "{\"eventTypes\":[]}",
          "{\"secret\":\"mine\"}",
          "{\"createdAt\":\"2026-11-22T10:00:00.000Z\"}",
          "[]",
        }) {
      assertThat(change(body).is(400).json().path("errors")).as(body).hasSize(1);
    }
    change("").is(400);
    assertThat(shop.get(path()).is(200).json()).isEqualTo(before);
  }

  @Test
  void a_url_that_is_refused_for_its_address_is_not_taken() {
    try (Shop strict =
        Shop.open(o -> o.environment("MerchantApiFunction", "CALLBACK_TARGETS", "public"))) {
      JsonNode endpoint = strict.endpoint("https://8.8.8.8/");
      String path = "/endpoints/" + endpoint.path("endpointId").asText();
      String body = "{\"url\":\"https://127.0.0.1/\",\"description\":\"till\"}";
      strict.call(DemoKeys.MERCHANT, "PATCH", path, body).is(422);
      JsonNode after = strict.get(path).json();
      assertThat(after.path("url").asText()).isEqualTo("https://8.8.8.8/");
      assertThat(after.has("description")).isFalse();
    }
  }

  @Test
  void an_endpoint_that_is_not_there_is_not_changed() {
    shop.call(DemoKeys.MERCHANT, "PATCH", "/endpoints/ep_unknown", "{}").is(404);
    shop.call(DemoKeys.MERCHANT, "PATCH", "/endpoints/ep_unknown", "{\"ack\":\"body\"}").is(404);
    faults.before("updateItem", () -> shop.call(DemoKeys.MERCHANT, "DELETE", path(), "").is(204));
    change("{\"ack\":\"body\"}").is(404);
    change("{}").is(404);
    assertThat(shop.rows("endpoints"))
        .as("the tombstones and the count, as the deletion left them")
        .hasSize(3)
        .noneMatch(row -> row.containsKey("ack") && row.get("ack").s().equals("body"));
  }

  private String path() {
    return "/endpoints/" + callbacks.endpointId;
  }

  private Answer change(String body) {
    return shop.call(DemoKeys.MERCHANT, "PATCH", path(), body);
  }
}
