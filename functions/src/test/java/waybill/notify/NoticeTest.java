package waybill.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import waybill.message.Envelope;
import waybill.message.Message;
import waybill.message.OrderCancelled;
import waybill.message.OrderPlaced;
import waybill.message.OrderRejected;
import waybill.message.PaymentCaptured;
import waybill.message.PaymentRefunded;
import waybill.message.TestRequested;

class NoticeTest {

  @Test
  void an_event_looks_as_the_contract_says() {
    Notice notice = notice(new PaymentCaptured("ord_1", "EUR", 250, "pay-1"));
    String id = notice.eventId("ep_1");
    assertThat(notice.event("ep_1", 42))
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\""
                + id
                + "\",\"source\":\"/waybill/merchants/demo\",\"type\":\"payment.captured\","
                + "\"subject\":\"ord_1\",\"time\":\"2026-11-22T10:00:00.000Z\","
                + "\"datacontenttype\":\"application/json\","
                + "\"sequence\":\"00000000000000000042\","
                + "\"data\":{\"orderId\":\"ord_1\",\"currency\":\"EUR\",\"amount\":250,"
                + "\"paymentId\":\"pay-1\"}}");
  }

  @Test
  void each_type_tells_its_own_and_nobody_tells_of_the_customer() {
    assertThat(notice(new PaymentRefunded("o", "c", "EUR", 1, "p", "late")).data())
        .isEqualTo(
            Map.of(
                "orderId",
                "o",
                "currency",
                "EUR",
                "amount",
                1L,
                "paymentId",
                "p",
                "reason",
                "late"));
    assertThat(notice(new OrderRejected("o", "c", "EUR", 1, "no stock")).data())
        .isEqualTo(Map.of("orderId", "o", "currency", "EUR", "amount", 1L, "reason", "no stock"));
    assertThat(notice(new OrderCancelled("o", "c", "EUR", 1)).data())
        .isEqualTo(Map.of("orderId", "o", "currency", "EUR", "amount", 1L));
  }

  @Test
  void a_test_is_about_no_order_and_tells_nothing() {
    assertThat(notice(new TestRequested("ep_1")).event("ep_1", 1))
        .contains("\"type\":\"waybill.test\",\"time\"", "\"data\":{}")
        .doesNotContain("subject");
  }

  @Test
  void the_id_is_the_same_for_every_copy_and_its_own_for_every_endpoint() {
    Notice notice = notice(new PaymentCaptured("o", "EUR", 1, "p"));
    Notice copy = notice(new PaymentCaptured("o", "EUR", 1, "p"));
    assertThat(notice.eventId("ep_1")).isEqualTo(copy.eventId("ep_1")).startsWith("evt_");
    assertThat(notice.eventId("ep_1")).isNotEqualTo(notice.eventId("ep_2"));
  }

  @Test
  void merchants_are_not_told_of_a_placed_order() {
    assertThatThrownBy(() -> notice(new OrderPlaced("o", "c", "EUR", 1, List.of())))
        .hasMessage("merchants are not told of order.placed");
  }

  private static Notice notice(Message message) {
    return Notice.of(new Envelope("msg_1", "demo", "2026-11-22T10:00:00.000Z", null, message));
  }
}
