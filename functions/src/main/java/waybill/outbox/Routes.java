package waybill.outbox;

import java.util.List;
import waybill.message.Message;
import waybill.message.OrderCancelled;
import waybill.message.OrderPlaced;
import waybill.message.OrderRejected;
import waybill.message.PaymentCaptured;
import waybill.message.PaymentRefunded;
import waybill.message.StockRejected;
import waybill.message.TestRequested;
import waybill.platform.Queue;

/** Which message goes to which queues: the whole fan-out on one screen. */
final class Routes {

  private Routes() {}

  static List<Queue> of(Message message) {
    return switch (message.type()) {
      case OrderPlaced.TYPE -> List.of(Queue.INVENTORY, Queue.POINTS);
      case StockRejected.TYPE -> List.of(Queue.ORDER);
      case OrderRejected.TYPE -> List.of(Queue.POINTS, Queue.NOTIFICATION);
      case OrderCancelled.TYPE -> List.of(Queue.INVENTORY, Queue.POINTS, Queue.NOTIFICATION);
      case PaymentCaptured.TYPE, TestRequested.TYPE -> List.of(Queue.NOTIFICATION);
      case PaymentRefunded.TYPE -> List.of(Queue.POINTS, Queue.NOTIFICATION);
      default -> throw new IllegalStateException("no route for " + message.type());
    };
  }
}
