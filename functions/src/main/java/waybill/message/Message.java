package waybill.message;

/** What is told about an order. The routes (waybill.outbox.Routes) say who hears of it. */
public sealed interface Message
    permits OrderPlaced,
        OrderCancelled,
        OrderRejected,
        StockRejected,
        PaymentCaptured,
        PaymentRefunded {

  String orderId();

  String type();
}
