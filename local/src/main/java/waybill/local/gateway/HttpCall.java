package waybill.local.gateway;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request.
 *
 * @param path as sent, percent-encoded
 * @param query as sent, without the question mark; empty when there is none
 * @param headers lower-case names; several values of one name joined by commas, cookies by "; "
 */
public record HttpCall(
    String method,
    String path,
    String query,
    Map<String, String> headers,
    byte[] body,
    String sourceIp) {

  /** A request made in process. */
  public static HttpCall of(
      String method, String target, Map<String, String> headers, String body) {
    int question = target.indexOf('?');
    Map<String, String> lowerCase = new LinkedHashMap<>();
    headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
    return new HttpCall(
        method,
        question < 0 ? target : target.substring(0, question),
        question < 0 ? "" : target.substring(question + 1),
        lowerCase,
        body.getBytes(StandardCharsets.UTF_8),
        "127.0.0.1");
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
        .filter(value -> !value.isBlank());
  }
}
