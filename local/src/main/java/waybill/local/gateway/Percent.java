package waybill.local.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding. */
final class Percent {

  private Percent() {}

  /**
   * In a path, where a plus is a plus.
   *
   * @throws IllegalArgumentException when the encoding is broken
   */
  static String decodePath(String text) {
    return decodeQuery(text.replace("+", "%2B"));
  }

  /** In a query, where a plus is a space. */
  static String decodeQuery(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
