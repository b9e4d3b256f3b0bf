package waybill.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps texts that nobody may read who reads a table. A sealed text is {@code name:base64}, by
 * which key it was sealed; a text without a colon was stored before there was a key, and is read as
 * it is.
 *
 * <p>What was opened is kept in memory for a while, as a call to KMS costs time and money: a key
 * that is disabled shows only after {@link #OPENED_KEPT}. A key that cannot be reached is {@link
 * Retry.Busy}.
 */
public final class SecretBox {

  static final Duration OPENED_KEPT = Duration.ofMinutes(5);
  static final int OPENED_MAX = 1000;

  private static final char BY = ':';

  private static final Logger LOG = LoggerFactory.getLogger(SecretBox.class);

  private final Time time;
  private final SecretsKey key;

  /** In the order of opening, which is the order of ending. */
  private final Map<Place, Opened> opened = new LinkedHashMap<>();

  SecretBox(Time time, SecretsKey key) {
    this.time = time;
    this.key = key;
  }

  /** The context is part of it: what is open for one place stays closed for every other. */
  private record Place(String sealed, Map<String, String> context) {}

  private record Opened(String text, Instant until) {}

  /**
   * @param context names the place where it is kept; it is not secret
   */
  public String seal(String text, Map<String, String> context) {
    byte[] ciphertext = Retry.once(() -> key.encrypt(text.getBytes(UTF_8), context));
    return key.name() + BY + Base64.getEncoder().encodeToString(ciphertext);
  }

  public static boolean isSealed(String text) {
    return text.indexOf(BY) >= 0;
  }

  public String open(String sealed, Map<String, String> context) {
    if (!isSealed(sealed)) {
      return sealed;
    }
    Place place = new Place(sealed, Map.copyOf(context));
    String known = known(place);
    if (known != null) {
      return known;
    }
    int by = sealed.indexOf(BY);
    if (!sealed.substring(0, by).equals(key.name())) {
      throw new IllegalStateException(
          "sealed by the key '" + sealed.substring(0, by) + "'; the key here is " + key.name());
    }
    byte[] ciphertext = Base64.getDecoder().decode(sealed.substring(by + 1));
    String text = new String(Retry.once(() -> key.decrypt(ciphertext, context)), UTF_8);
    keep(place, text);
    return text;
  }

  /** Loads the classes of an opening; that there is nothing to open is part of it. */
  void prime() {
    try {
      key.decrypt(new byte[] {0}, Map.of("priming", "true"));
    } catch (RuntimeException e) {
      LOG.debug("priming was answered with {}", e.getMessage());
    }
  }

  private synchronized String known(Place place) {
    Opened known = opened.get(place);
    return known != null && time.now().isBefore(known.until()) ? known.text() : null;
  }

  private synchronized void keep(Place place, String text) {
    opened.remove(place);
    opened.put(place, new Opened(text, time.now().plus(OPENED_KEPT)));
    if (opened.size() > OPENED_MAX) {
      opened.remove(opened.keySet().iterator().next());
    }
  }
}
