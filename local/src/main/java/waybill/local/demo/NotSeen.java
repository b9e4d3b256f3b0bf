package waybill.local.demo;

/** Something that the story tells did not happen. */
final class NotSeen extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotSeen(String what) {
    super(what);
  }
}
