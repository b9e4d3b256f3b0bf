package waybill.message;

/** Money moved for an order that does not stand; it is to be paid back, and the points with it. */
public record PaymentRefunded(
    String orderId,
    String customerId,
    String currency,
    long amount,
    String paymentId,
    String reason)
    implements Message {

  public static final String TYPE = "payment.refunded";

  @Override
  public String type() {
    return TYPE;
  }
}
