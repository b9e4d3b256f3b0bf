package waybill.payment;

import java.util.Optional;
import waybill.message.OrderStatus;
import waybill.platform.Item;

/** What a payment needs to know of an order. */
record Payable(
    String orderId,
    String merchantId,
    String customerId,
    OrderStatus status,
    String currency,
    long total,
    Optional<Payment> payment) {

  record Payment(String paymentId, long amount, String currency, String capturedAt) {

    boolean isOf(Capture capture) {
      return paymentId.equals(capture.paymentId())
          && amount == capture.amount()
          && currency.equals(capture.currency());
    }
  }

  static Payable of(Item order) {
    return new Payable(
        order.text("orderId"),
        order.text("merchantId"),
        order.text("customerId"),
        OrderStatus.valueOf(order.text("status")),
        order.text("currency"),
        order.number("total"),
        order
            .mapIfAny("payment")
            .map(
                payment ->
                    new Payment(
                        payment.text("paymentId"),
                        payment.number("amount"),
                        payment.text("currency"),
                        payment.text("capturedAt"))));
  }
}
