package waybill.order;

/** What became of a request to place an order. */
record Placement(String orderId, Outcome outcome) {

  enum Outcome {
    PLACED,
    REPLAYED,
    KEY_USED_FOR_ANOTHER_BODY
  }
}
