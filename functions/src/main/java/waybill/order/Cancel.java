package waybill.order;

import waybill.message.OrderStatus;

/** What a request to cancel comes to, by the order's state. */
enum Cancel {
  CANCELLED,
  ALREADY_CANCELLED,
  TOO_LATE,
  NOT_FOUND;

  /** Decides for an order that exists. */
  static Cancel of(OrderStatus status) {
    return switch (status) {
      case PLACED -> CANCELLED;
      case CANCELLED -> ALREADY_CANCELLED;
      case PAID, REJECTED, REFUNDED -> TOO_LATE;
    };
  }
}
