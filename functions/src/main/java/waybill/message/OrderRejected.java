package waybill.message;

/** The order failed for want of stock before it was paid; its points are to be taken back. */
public record OrderRejected(
    String orderId, String customerId, String currency, long amount, String reason)
    implements Message {

  public static final String TYPE = "order.rejected";

  @Override
  public String type() {
    return TYPE;
  }
}
