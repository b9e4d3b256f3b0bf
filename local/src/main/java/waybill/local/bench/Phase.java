package waybill.local.bench;

/**
 * A part of the run. A call belongs to the phase in which its message was sent, however late it
 * comes.
 *
 * @param toCall from the message's sending until the merchant's server has its call
 * @param inQueue the same from the moment at which SQS had accepted the message
 */
record Phase(String name, Spans toCall, Spans inQueue) {

  static Phase named(String name) {
    return new Phase(name, new Spans(), new Spans());
  }

  void add(Phase other) {
    toCall.add(other.toCall);
    inQueue.add(other.inQueue);
  }
}
