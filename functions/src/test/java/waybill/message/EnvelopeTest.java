package waybill.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  private static final String TIME = "2026-11-22T10:00:00.000Z";

  private static final List<Message> ONE_OF_EACH =
      List.of(
          new OrderPlaced("ord_1", "c", "EUR", 250, List.of(new OrderPlaced.Line("sku", 2))),
          new OrderCancelled("ord_1", "c", "EUR", 250),
          new OrderRejected("ord_1", "c", "EUR", 250, "no stock"),
          new StockRejected("ord_1", "no stock"),
          new PaymentCaptured("ord_1", "EUR", 250, "pay"),
          new PaymentRefunded("ord_1", "c", "EUR", 250, "pay", "cancelled"),
          new TestRequested("ep_1"));

  @Test
  void every_message_survives_the_journey() {
    for (Message message : ONE_OF_EACH) {
      Envelope sent = new Envelope("msg_1", "demo", TIME, null, message);
      assertThat(Envelope.fromJson(sent.toJson())).isEqualTo(sent);
    }
  }

  @Test
  void every_kind_of_message_is_in_this_test() {
    assertThat(ONE_OF_EACH.stream().<Class<?>>map(Object::getClass).toList())
        .containsExactlyInAnyOrder(Message.class.getPermittedSubclasses());
  }

  @Test
  void what_is_about_no_order_has_no_subject() {
    String test = new Envelope("msg_1", "demo", TIME, null, new TestRequested("ep_1")).toJson();
    assertThat(test).contains("\"data\":{\"endpointId\":\"ep_1\"}").doesNotContain("subject");
  }

  @Test
  void the_trace_is_carried() {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    Envelope sent = new Envelope("msg_1", "demo", TIME, trace, ONE_OF_EACH.get(3));
    assertThat(Envelope.fromJson(sent.toJson()).traceparent()).isEqualTo(trace);
  }

  @Test
  void what_cannot_be_understood_says_why() {
    String good = new Envelope("msg_1", "demo", TIME, null, ONE_OF_EACH.get(3)).toJson();
    unreadable(good.replace("stock.rejected", "stock.eaten"), "unknown message type 'stock.eaten'");
    unreadable(good.replace("\"dataversion\":1", "\"dataversion\":2"), "unknown version 2");
    unreadable(good.replace("\"reason\"", "\"why\""), "data of stock.rejected");
    unreadable(good.replace("\"id\"", "\"no\""), "no text 'id'");
    unreadable(good.replaceAll("\"data\":\\{.*}}", "\"data\":null}"), "data of stock.rejected");
    String placed = new Envelope("msg_1", "demo", TIME, null, ONE_OF_EACH.get(0)).toJson();
    unreadable(placed.replaceAll("\"lines\":\\[.*]", "\"lines\":[null]"), "data of order.placed");
    unreadable(
        good.replace("\"dataversion\":1", "\"dataversion\":\"" + "x".repeat(99) + "\""), "xx…");
    unreadable("{", "not JSON");
    unreadable("[]", "not a JSON object");
    unreadable("", "not a JSON object");
  }

  @Test
  void an_attribute_of_a_later_writer_is_passed_over() {
    String good = new Envelope("msg_1", "demo", TIME, null, ONE_OF_EACH.get(3)).toJson();
    assertThat(Envelope.fromJson(good.replace("{\"reason\"", "{\"new\":1,\"reason\"")))
        .isEqualTo(Envelope.fromJson(good));
  }

  private static void unreadable(String json, String why) {
    assertThatThrownBy(() -> Envelope.fromJson(json))
        .isInstanceOf(Envelope.Unreadable.class)
        .hasMessageContaining(why);
  }
}
