package waybill.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An answer that is an error: RFC 9457, {@code application/problem+json}. */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** One complaint about a body; {@code pointer} is a JSON pointer (RFC 6901) into it. */
  public record FieldError(String pointer, String detail) {}

  private final int status;
  private final String slug;
  private final String title;
  private final transient List<FieldError> errors;
  private final transient Map<String, String> headers;

  private Problem(
      int status,
      String slug,
      String title,
      String detail,
      List<FieldError> errors,
      Map<String, String> headers) {
    super(detail);
    this.status = status;
    this.slug = slug;
    this.title = title;
    this.errors = errors;
    this.headers = headers;
  }

  public static Problem badRequest(String detail) {
    return of(400, "bad-request", "Bad request", detail);
  }

  public static Problem badBody(List<FieldError> errors) {
    String first = errors.get(0).pointer() + " " + errors.get(0).detail();
    String detail = errors.size() == 1 ? first : first + " (and " + (errors.size() - 1) + " more)";
    return new Problem(
        400, "invalid-body", "The body is not valid", detail.strip(), errors, Map.of());
  }

  public static Problem unauthorized() {
    return new Problem(
        401,
        "unauthorized",
        "Unauthorized",
        "The API key is not known.",
        List.of(),
        Map.of("WWW-Authenticate", "Bearer"));
  }

  public static Problem forbidden(String scope) {
    return of(403, "forbidden", "Forbidden", "This API key lacks the scope '" + scope + "'.");
  }

  public static Problem notFound(String what) {
    return of(404, "not-found", "Not found", "There is no such " + what + ".");
  }

  public static Problem conflict(String detail) {
    return of(409, "conflict", "Conflict", detail);
  }

  public static Problem preconditionFailed(String detail) {
    return of(412, "precondition-failed", "Precondition failed", detail);
  }

  public static Problem tooLarge(int maxBytes) {
    return of(413, "too-large", "Content too large", "A body has at most " + maxBytes + " bytes.");
  }

  public static Problem unprocessable(String slug, String detail) {
    return of(422, slug, "Unprocessable content", detail);
  }

  static Problem internal(String requestId) {
    return of(
        500,
        "internal",
        "Internal error",
        "Something failed on our side; request " + requestId + ".");
  }

  static Problem busy() {
    return new Problem(
        503,
        "busy",
        "Busy",
        "There was no getting through in time; the same request may be sent again.",
        List.of(),
        Map.of("Retry-After", "1"));
  }

  private static Problem of(int status, String slug, String title, String detail) {
    return new Problem(status, slug, title, detail, List.of(), Map.of());
  }

  public int status() {
    return status;
  }

  ApiResponse toResponse() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "urn:waybill:problem:" + slug);
    body.put("title", title);
    body.put("status", status);
    body.put("detail", getMessage());
    if (!errors.isEmpty()) {
      body.put("errors", errors);
    }
    return new ApiResponse(status, headers, "application/problem+json", Json.write(body));
  }
}
