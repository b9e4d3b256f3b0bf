package waybill.message;

/** The stock of an order cannot be taken; nothing was taken of any of its SKUs. */
public record StockRejected(String orderId, String reason) implements Message {

  public static final String TYPE = "stock.rejected";

  @Override
  public String type() {
    return TYPE;
  }
}
