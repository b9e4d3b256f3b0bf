package waybill.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Events of payload format 2.0, for functions and for authorizers. */
final class HttpEvents {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter REQUEST_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** A body of any other type, or without one, travels in Base64. */
  private static final Pattern TEXT_TYPE =
      Pattern.compile("(text/.*|application/(json|javascript|xml|.+\\+json|.+\\+xml)) *(;.*)?");

  private HttpEvents() {}

  static ObjectNode forFunction(
      HttpCall call,
      Routes.Match match,
      String requestId,
      Instant now,
      Optional<JsonNode> context) {
    ObjectNode event = common(call, match, requestId, now);
    context.ifPresent(
        given ->
            ((ObjectNode) event.get("requestContext"))
                .putObject("authorizer")
                .set("lambda", given));
    if (call.body().length > 0) {
      Optional<String> text = text(call);
      event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(call.body())));
      event.put("isBase64Encoded", text.isEmpty());
    } else {
      event.put("isBase64Encoded", false);
    }
    return event;
  }

  static ObjectNode forAuthorizer(
      HttpCall call, Routes.Match match, String requestId, Instant now, String identity) {
    ObjectNode event = common(call, match, requestId, now);
    event.put("type", "REQUEST");
    event.put(
        "routeArn",
        "arn:aws:execute-api:us-east-1:000000000000:local/$default/"
            + call.method()
            + match.route().path());
    event.putArray("identitySource").add(identity);
    return event;
  }

  private static ObjectNode common(
      HttpCall call, Routes.Match match, String requestId, Instant now) {
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "2.0");
    event.put("routeKey", match.route().key());
    event.put("rawPath", call.path());
    event.put("rawQueryString", call.query());
    Map<String, String> headers = new TreeMap<>(call.headers());
    String cookies = headers.remove("cookie");
    if (cookies != null) {
      ArrayNode list = event.putArray("cookies");
      for (String cookie : cookies.split("; *")) {
        list.add(cookie);
      }
    }
    event.set("headers", JSON.valueToTree(headers));
    Map<String, String> query = query(call.query());
    if (!query.isEmpty()) {
      event.set("queryStringParameters", JSON.valueToTree(query));
    }
    if (!match.pathParameters().isEmpty()) {
      event.set("pathParameters", JSON.valueToTree(match.pathParameters()));
    }
    event.set("requestContext", requestContext(call, match, requestId, now));
    return event;
  }

  private static ObjectNode requestContext(
      HttpCall call, Routes.Match match, String requestId, Instant now) {
    ObjectNode context = JSON.createObjectNode();
    context.put("accountId", "000000000000");
    context.put("apiId", "local");
    context.put("domainName", call.header("host").orElse("localhost"));
    context.put("domainPrefix", "local");
    ObjectNode http = context.putObject("http");
    http.put("method", call.method());
    http.put("path", call.path());
    http.put("protocol", "HTTP/1.1");
    http.put("sourceIp", call.sourceIp());
    http.put("userAgent", call.header("user-agent").orElse(""));
    context.put("requestId", requestId);
    context.put("routeKey", match.route().key());
    context.put("stage", "$default");
    context.put("time", REQUEST_TIME.format(now));
    context.put("timeEpoch", now.toEpochMilli());
    return context;
  }

  /** Several values of one name are joined by commas. */
  private static Map<String, String> query(String raw) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : raw.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.merge(
            Percent.decodeQuery(name), Percent.decodeQuery(value), (a, b) -> a + "," + b);
      }
    }
    return parameters;
  }

  /** The body, if it says that it is text and is; nothing may be changed on its way. */
  private static Optional<String> text(HttpCall call) {
    if (!isText(call)) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(call.body());
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean isText(HttpCall call) {
    return call.header("content-encoding").isEmpty()
        && call.header("content-type")
            .map(type -> TEXT_TYPE.matcher(type.toLowerCase(Locale.ROOT)).matches())
            .orElse(false);
  }
}
