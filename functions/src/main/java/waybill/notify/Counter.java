package waybill.notify;

/**
 * An endpoint and its last number as far as this invocation knows, shared by its lanes, so that
 * events of one batch don't compete for the same number.
 */
final class Counter {

  private final Endpoint endpoint;
  private long last;
  private boolean gone;

  Counter(Receiver receiver) {
    this.endpoint = receiver.endpoint();
    this.last = receiver.lastSeq();
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** The endpoint takes calls, and has not said Gone to this very batch. */
  synchronized boolean takesCalls() {
    return endpoint.takesCalls() && !gone;
  }

  synchronized void gone() {
    gone = true;
  }

  synchronized long last() {
    return last;
  }

  synchronized void last(long seq) {
    last = seq;
  }
}
