package waybill.message;

/** The merchant took the order back before it was paid; what was taken for it is to be returned. */
public record OrderCancelled(String orderId, String customerId, String currency, long amount)
    implements Message {

  public static final String TYPE = "order.cancelled";

  @Override
  public String type() {
    return TYPE;
  }
}
