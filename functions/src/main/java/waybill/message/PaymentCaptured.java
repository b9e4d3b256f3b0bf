package waybill.message;

/** The acquirer captured the order's amount. */
public record PaymentCaptured(String orderId, String currency, long amount, String paymentId)
    implements Message {

  public static final String TYPE = "payment.captured";

  @Override
  public String type() {
    return TYPE;
  }
}
