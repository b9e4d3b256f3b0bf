package waybill.notify;

/**
 * The last number of an endpoint as far as this invocation knows, shared by its lanes, so that
 * events of one batch don't compete for the same number.
 */
final class Counter {

  private final Endpoint endpoint;
  private long last;

  Counter(Receiver receiver) {
    this.endpoint = receiver.endpoint();
    this.last = receiver.lastSeq();
  }

  Endpoint endpoint() {
    return endpoint;
  }

  synchronized long last() {
    return last;
  }

  synchronized void last(long seq) {
    last = seq;
  }
}
