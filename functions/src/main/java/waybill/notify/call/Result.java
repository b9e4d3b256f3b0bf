package waybill.notify.call;

import java.util.Locale;

/** How an attempt ended; the names are the contract's. */
public enum Result {
  ACKNOWLEDGED,
  /** An answer that is no acknowledgement. */
  REFUSED,
  TIMEOUT,
  CONNECTION,
  TLS,
  DNS,
  FORBIDDEN_ADDRESS,
  /** We crashed during the call: the merchant may have received it. */
  UNKNOWN;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Result of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
