package waybill.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import waybill.message.OrderStatus;

class NextTest {

  private static final Capture CAPTURE = new Capture("pay-1", 300, "EUR");
  private static final Payable.Payment RECORDED =
      new Payable.Payment("pay-1", 300, "EUR", "2026-11-22T10:00:00.000Z");

  @Test
  void a_capture_pays_an_open_order() {
    assertThat(Next.decide(order(OrderStatus.PLACED, null), CAPTURE)).isEqualTo(new Next.Accept());
  }

  @Test
  void money_that_moved_for_an_order_that_does_not_stand_is_refunded() {
    assertThat(Next.decide(order(OrderStatus.CANCELLED, null), CAPTURE))
        .isEqualTo(new Next.AcceptAndRefund("the order was cancelled"));
    assertThat(Next.decide(order(OrderStatus.REJECTED, null), CAPTURE))
        .isEqualTo(new Next.AcceptAndRefund("the order was rejected"));
  }

  @Test
  void the_same_capture_again_is_a_replay_whatever_became_of_the_order() {
    for (OrderStatus status : new OrderStatus[] {OrderStatus.PAID, OrderStatus.REFUNDED}) {
      assertThat(Next.decide(order(status, RECORDED), CAPTURE))
          .isEqualTo(new Next.Replay(RECORDED));
    }
  }

  @Test
  void another_payment_amount_or_currency_is_refused() {
    refused(order(OrderStatus.PAID, RECORDED), new Capture("pay-2", 300, "EUR"));
    refused(order(OrderStatus.PAID, RECORDED), new Capture("pay-1", 301, "EUR"));
    refused(order(OrderStatus.PLACED, null), new Capture("pay-1", 299, "EUR"));
    refused(order(OrderStatus.PLACED, null), new Capture("pay-1", 300, "USD"));
    refused(order(OrderStatus.CANCELLED, null), new Capture("pay-1", 299, "EUR"));
  }

  private static void refused(Payable order, Capture capture) {
    assertThat(Next.decide(order, capture)).isInstanceOf(Next.Refuse.class);
  }

  private static Payable order(OrderStatus status, Payable.Payment payment) {
    return new Payable("ord_1", "demo", "c", status, "EUR", 300, Optional.ofNullable(payment));
  }
}
