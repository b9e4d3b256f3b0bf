package waybill.outbox;

/**
 * How often sending a row has failed.
 *
 * @param attempts failed tries so far; they lengthen the pause before the next one
 * @param strikes those among them while others went through to the same queue: what tells a message
 *     at fault from a queue that is down
 * @param since time of the first, or null
 */
record Tries(int attempts, int strikes, String since) {

  /** A message that fails so often while others go through is at fault itself. */
  static final int STRIKES_MAX = 8;

  static final Tries NONE = new Tries(0, 0, null);

  Tries andOneMore(boolean isStrike, String now) {
    return new Tries(attempts + 1, isStrike ? strikes + 1 : strikes, since == null ? now : since);
  }

  boolean areAtFault() {
    return strikes >= STRIKES_MAX;
  }
}
