package waybill.outbox;

/**
 * Why a row was not sent.
 *
 * @param errorClass a short, stable word, by which operators list, unblock and count
 * @param reason for people; cut, as a row over 1 KB costs twice
 */
record Failure(String errorClass, String reason) {

  private static final int REASON_MAX_CHARS = 200;

  Failure {
    errorClass = errorClass == null ? "unknown" : errorClass;
    reason = reason == null ? "" : reason;
    if (reason.length() > REASON_MAX_CHARS) {
      reason = reason.substring(0, REASON_MAX_CHARS);
    }
  }
}
