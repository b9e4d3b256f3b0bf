package waybill.notify.call;

import java.util.Locale;
import java.util.Optional;

/** What counts as an acknowledgement: any 2xx, or a 2xx whose body says so. */
public enum AckMode {
  STATUS,
  BODY;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<AckMode> named(String text) {
    for (AckMode mode : values()) {
      if (mode.text().equals(text)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
