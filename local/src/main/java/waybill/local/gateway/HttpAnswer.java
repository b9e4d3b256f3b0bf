package waybill.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A response.
 *
 * @param headers lower-case names
 */
public record HttpAnswer(
    int status, Map<String, String> headers, List<String> cookies, byte[] body) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JSON_TYPE = "application/json";
  private static final String DEFAULT_TYPE = "text/plain;charset=utf-8";

  private static final int STATUS_MIN = 100;
  private static final int STATUS_MAX = 599;

  static final HttpAnswer BAD_REQUEST = own(400, "Bad Request");
  static final HttpAnswer UNAUTHORIZED = own(401, "Unauthorized");
  static final HttpAnswer FORBIDDEN = own(403, "Forbidden");
  static final HttpAnswer NOT_FOUND = own(404, "Not Found");
  static final HttpAnswer TOO_LARGE = own(413, "Request Entity Too Large");
  static final HttpAnswer FUNCTION_FAILED = own(500, "Internal Server Error");
  static final HttpAnswer UNAVAILABLE = own(503, "Service Unavailable");

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** What a function's answer means; one without a status is itself the body, as JSON. */
  static HttpAnswer of(JsonNode answer) throws JsonProcessingException {
    if (!answer.path("statusCode").isInt()) {
      return new HttpAnswer(
          200, Map.of("content-type", JSON_TYPE), List.of(), JSON.writeValueAsBytes(answer));
    }
    int status = answer.path("statusCode").asInt();
    if (status < STATUS_MIN || status > STATUS_MAX) {
      return FUNCTION_FAILED;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", DEFAULT_TYPE);
    answer
        .path("headers")
        .properties()
        .forEach(
            header ->
                headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText()));
    List<String> cookies = new ArrayList<>();
    answer.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
    return new HttpAnswer(status, headers, cookies, body(answer));
  }

  private static byte[] body(JsonNode answer) {
    String text = answer.path("body").asText("");
    return answer.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  private static HttpAnswer own(int status, String message) {
    return new HttpAnswer(
        status,
        Map.of("content-type", JSON_TYPE),
        List.of(),
        ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
  }
}
