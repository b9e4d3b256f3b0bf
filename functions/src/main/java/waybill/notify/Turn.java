package waybill.notify;

/** One intake's tries: all but the first are late. */
final class Turn {

  private final String id;
  private boolean hasBegun;

  Turn(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /** A try begins: whether somebody was in the way of one before it. */
  boolean isBegunAgain() {
    boolean isLate = hasBegun;
    hasBegun = true;
    return isLate;
  }
}
