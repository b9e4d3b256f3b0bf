package waybill.platform;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A request of the HTTP API, payload format 2.0, with the caller that the authorizer found. */
public final class ApiRequest {

  public static final int BODY_MAX_BYTES = 64 * 1024;

  private final APIGatewayV2HTTPEvent event;
  private final Traceparent trace;

  ApiRequest(APIGatewayV2HTTPEvent event, RandomGenerator random) {
    this.event = event;
    this.trace =
        header("traceparent").flatMap(Traceparent::parse).orElseGet(() -> Traceparent.next(random));
  }

  /** Method and path as the template writes them, {@code GET /orders/{orderId}}. */
  public String route() {
    return event.getRouteKey();
  }

  /** The owner of the key, who must hold {@code scope}. */
  public String ownerWith(String scope) {
    Map<String, Object> caller = caller();
    String owner = String.valueOf(caller.getOrDefault("owner", "unknown"));
    if (owner.equals("unknown")) {
      throw Problem.unauthorized();
    }
    String scopes = String.valueOf(caller.getOrDefault("scopes", ""));
    if (!List.of(scopes.split(" ")).contains(scope)) {
      throw Problem.forbidden(scope);
    }
    return owner;
  }

  /** An id in the path; its pattern is checked here, so that no other text reaches a key. */
  public String pathId(String name) {
    String id = pathText(name);
    if (!Fields.ID.matcher(id).matches()) {
      throw Problem.badRequest(
          name + " in the path: 1 to 128 characters of A-Z a-z 0-9 . _ ~ - are allowed");
    }
    return id;
  }

  /** A number of at most 16 digits in the path. */
  public long pathNumber(String name) {
    String digits = pathText(name);
    if (!digits.matches("[0-9]{1,16}")) {
      throw Problem.badRequest(name + " in the path must be a whole number");
    }
    return Long.parseLong(digits);
  }

  String pathText(String name) {
    Map<String, String> parameters = event.getPathParameters();
    return parameters == null ? "" : parameters.getOrDefault(name, "");
  }

  public Optional<String> query(String name) {
    Map<String, String> parameters = event.getQueryStringParameters();
    return parameters == null ? Optional.empty() : Optional.ofNullable(parameters.get(name));
  }

  /** A whole number in the query, or {@code otherwise} when it is not given. */
  public long queryNumber(String name, long min, long max, long otherwise) {
    Optional<String> given = query(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    String digits = given.get();
    if (!digits.matches("[0-9]{1,16}")
        || Long.parseLong(digits) < min
        || Long.parseLong(digits) > max) {
      throw Problem.badRequest(name + " must be a whole number from " + min + " to " + max);
    }
    return Long.parseLong(digits);
  }

  /** API Gateway gives header names in lower case. */
  public Optional<String> header(String name) {
    return event.getHeaders() == null
        ? Optional.empty()
        : event.getHeaders().entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase(name))
            .map(Map.Entry::getValue)
            .findFirst();
  }

  /** The caller's trace if it sent a well-formed one, else one that begins with this request. */
  public String traceparent() {
    return trace.header();
  }

  /** The body as JSON. */
  public JsonNode body() {
    String text = bodyText();
    if (text.isBlank()) {
      throw Problem.badBody(List.of(new Problem.FieldError("", "a JSON body is required")));
    }
    return json(text);
  }

  /** The same where nothing in it is required: no body is an empty object. */
  public JsonNode optionalBody() {
    String text = bodyText();
    return json(text.isBlank() ? "{}" : text);
  }

  private static JsonNode json(String text) {
    try {
      return Json.read(text);
    } catch (Json.Malformed e) {
      throw Problem.badBody(List.of(new Problem.FieldError("", e.getMessage())));
    }
  }

  private String bodyText() {
    String body = event.getBody() == null ? "" : event.getBody();
    // Cheap before exact: a base64 text is a third longer than its bytes.
    if (body.length() > 2 * BODY_MAX_BYTES) {
      throw Problem.tooLarge(BODY_MAX_BYTES);
    }
    byte[] bytes =
        event.getIsBase64Encoded()
            ? Base64.getDecoder().decode(body)
            : body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > BODY_MAX_BYTES) {
      throw Problem.tooLarge(BODY_MAX_BYTES);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Problem.badBody(List.of(new Problem.FieldError("", "is not UTF-8")));
    }
  }

  private Map<String, Object> caller() {
    APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
    if (context == null
        || context.getAuthorizer() == null
        || context.getAuthorizer().getLambda() == null) {
      return Map.of();
    }
    return context.getAuthorizer().getLambda();
  }
}
