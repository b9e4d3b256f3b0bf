package waybill.message;

/** A merchant tries one of its endpoints out. About no order; for this endpoint alone. */
public record TestRequested(String endpointId) implements Message {

  public static final String TYPE = "waybill.test";

  @Override
  public String orderId() {
    return null;
  }

  @Override
  public String type() {
    return TYPE;
  }
}
