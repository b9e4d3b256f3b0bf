package waybill.payment;

import waybill.message.OrderStatus;

/** What is to be done about a capture. */
sealed interface Next {

  /** Record it; the order becomes PAID. */
  record Accept() implements Next {}

  /** Record it and pay it back: the order does not stand, but the money moved. */
  record AcceptAndRefund(String reason) implements Next {}

  /** It is recorded already. */
  record Replay(Payable.Payment payment) implements Next {}

  record Refuse(String why) implements Next {}

  static Next decide(Payable order, Capture capture) {
    if (order.payment().isPresent()) {
      Payable.Payment earlier = order.payment().get();
      return earlier.isOf(capture)
          ? new Replay(earlier)
          : new Refuse(
              "the order has another payment, or the same with another amount or currency");
    }
    if (capture.amount() != order.total() || !capture.currency().equals(order.currency())) {
      return new Refuse(
          "the order's total is " + order.total() + " " + order.currency() + " (minor units)");
    }
    return order.status() == OrderStatus.PLACED
        ? new Accept()
        : new AcceptAndRefund(
            order.status() == OrderStatus.CANCELLED
                ? "the order was cancelled"
                : "the order was rejected");
  }
}
