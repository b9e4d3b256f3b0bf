package waybill.query;

import java.util.List;
import java.util.Optional;
import waybill.platform.Item;

/**
 * An order as merchants see it. {@code stock} and {@code points} are never stored in the order:
 * they are read from the effect records each time, so they cannot disagree with what was really
 * taken.
 */
public record OrderView(
    String orderId,
    String merchantId,
    String customerId,
    String status,
    String currency,
    long total,
    List<Line> lines,
    String stock,
    String points,
    Payment payment,
    String createdAt,
    String updatedAt) {

  /** What an effect that has no record yet is called. */
  private static final String PENDING = "PENDING";

  public record Line(String sku, long quantity, long unitPrice) {}

  public record Payment(String paymentId, long amount, String currency, String capturedAt) {

    public static Payment of(Item payment) {
      return new Payment(
          payment.text("paymentId"),
          payment.number("amount"),
          payment.text("currency"),
          payment.text("capturedAt"));
    }
  }

  static OrderView of(Item order, Optional<Item> stockEffect, Optional<Item> pointsEffect) {
    return new OrderView(
        order.text("orderId"),
        order.text("merchantId"),
        order.text("customerId"),
        order.text("status"),
        order.text("currency"),
        order.number("total"),
        order.list("lines").stream()
            .map(l -> new Line(l.text("sku"), l.number("quantity"), l.number("unitPrice")))
            .toList(),
        stockEffect.map(effect -> effect.text("state")).orElse(PENDING),
        pointsEffect.map(effect -> effect.text("state")).orElse(PENDING),
        order.mapIfAny("payment").map(Payment::of).orElse(null),
        order.text("createdAt"),
        order.text("updatedAt"));
  }
}
