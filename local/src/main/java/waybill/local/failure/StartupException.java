package waybill.local.failure;

/** The platform cannot start. The message is one line for the person who started it. */
public final class StartupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartupException(String whatIsWrong) {
    super(whatIsWrong);
  }

  public StartupException(String whatIsWrong, Throwable cause) {
    super(whatIsWrong, cause);
  }
}
