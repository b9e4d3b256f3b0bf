package waybill.local.failure;

/** A call to a stack failed. The message is one line for the person who made it. */
public final class CallFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CallFailedException(String whatIsWrong, Throwable cause) {
    super(whatIsWrong, cause);
  }

  /** Of an answer that came, and was not the one that was needed. */
  public CallFailedException(String message) {
    super(message);
  }
}
