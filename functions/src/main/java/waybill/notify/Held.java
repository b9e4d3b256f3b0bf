package waybill.notify;

/**
 * A delivery that a walk found held.
 *
 * @param timer the one for its next attempt
 * @param ackN acknowledgements before it was last asked for anew
 */
record Held(Timer timer, long ackN) {

  long seq() {
    return timer.seq();
  }

  /** Attempts that were begun. */
  int attempt() {
    return timer.attempt() - 1;
  }
}
