package waybill.notify;

import java.util.Locale;

/** What counts as an acknowledgement: any 2xx, or a 2xx whose body says so. */
public enum AckMode {
  STATUS,
  BODY;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static AckMode of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
