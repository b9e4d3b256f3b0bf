package waybill.message;

import java.util.List;

/** An order stands; its stock and its points are to be taken. {@code total} in minor units. */
public record OrderPlaced(
    String orderId, String customerId, String currency, long total, List<Line> lines)
    implements Message {

  public static final String TYPE = "order.placed";

  /** No line may be missing: the reader of a message refuses it then. */
  public OrderPlaced {
    lines = List.copyOf(lines);
  }

  /** One SKU of the order; SKUs are distinct within an order. */
  public record Line(String sku, int quantity) {}

  @Override
  public String type() {
    return TYPE;
  }
}
