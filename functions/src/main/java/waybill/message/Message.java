package waybill.message;

/** What is told, mostly of an order. The routes (waybill.outbox.Routes) say who hears of it. */
public sealed interface Message
    permits OrderPlaced,
        OrderCancelled,
        OrderRejected,
        StockRejected,
        PaymentCaptured,
        PaymentRefunded,
        TestRequested {

  /**
   * The order that it is about; null only of a message that is about none, {@link TestRequested}.
   */
  String orderId();

  String type();
}
