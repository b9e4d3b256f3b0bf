package waybill.platform;

/** The tables, by the last part of their physical names. */
public enum Table {
  ORDERS("orders"),
  OUTBOX("outbox"),
  STOCK("stock"),
  POINTS("points"),
  ENDPOINTS("endpoints"),
  DELIVERIES("deliveries"),
  KEYS("keys");

  private final String suffix;

  Table(String suffix) {
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }
}
