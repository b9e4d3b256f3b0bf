package waybill.local.function;

/** An invocation without an answer. */
public final class InvocationException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why there is no answer. */
  public enum Cause {
    /** The handler threw, or gave what cannot be serialized. */
    FUNCTION_ERROR,
    /** The handler took longer than the template allows; it was interrupted. */
    TIMED_OUT,
    /** Every instance was busy. */
    THROTTLED
  }

  private final Cause reason;

  InvocationException(String function, Cause reason, Throwable cause) {
    super(function + ": " + reason, cause);
    this.reason = reason;
  }

  public Cause reason() {
    return reason;
  }
}
