package waybill.order;

import java.util.List;
import waybill.message.OrderStatus;
import waybill.platform.Item;

/** An order's row, as far as its own decisions need it. */
record Order(
    String orderId,
    String merchantId,
    String customerId,
    OrderStatus status,
    String currency,
    long total,
    List<OrderRequest.Line> lines,
    String paymentId) {

  static Order of(Item item) {
    return new Order(
        item.text("orderId"),
        item.text("merchantId"),
        item.text("customerId"),
        OrderStatus.valueOf(item.text("status")),
        item.text("currency"),
        item.number("total"),
        item.list("lines").stream()
            .map(
                line ->
                    new OrderRequest.Line(
                        line.text("sku"), (int) line.number("quantity"), line.number("unitPrice")))
            .toList(),
        item.mapIfAny("payment").map(payment -> payment.text("paymentId")).orElse(null));
  }

  /** A new order as it is stored. */
  static Item row(String orderId, String merchantId, OrderRequest request, String now) {
    return Item.empty()
        .with("orderId", orderId)
        .with("merchantId", merchantId)
        .with("customerId", request.customerId())
        .with("status", OrderStatus.PLACED.name())
        .with("currency", request.currency())
        .with("total", request.total())
        .with("lines", request.lines().stream().map(Order::row).toList())
        .with("createdAt", now)
        .with("updatedAt", now);
  }

  private static Item row(OrderRequest.Line line) {
    return Item.empty()
        .with("sku", line.sku())
        .with("quantity", line.quantity())
        .with("unitPrice", line.unitPrice());
  }

  boolean isFrom(OrderRequest request) {
    return customerId.equals(request.customerId())
        && currency.equals(request.currency())
        && lines.equals(request.lines());
  }
}
