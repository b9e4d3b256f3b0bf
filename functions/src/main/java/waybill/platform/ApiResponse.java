package waybill.platform;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.HashMap;
import java.util.Map;

/** An answer of the HTTP API; {@code body} null means none. */
public record ApiResponse(
    int status, Map<String, String> headers, String contentType, String body) {

  public static ApiResponse json(int status, Object body) {
    return new ApiResponse(status, Map.of(), "application/json", Json.write(body));
  }

  public static ApiResponse noContent() {
    return new ApiResponse(204, Map.of(), null, null);
  }

  public ApiResponse with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new ApiResponse(status, more, contentType, body);
  }

  APIGatewayV2HTTPResponse toEvent() {
    Map<String, String> all = new HashMap<>(headers);
    if (contentType != null) {
      all.put("Content-Type", contentType);
    }
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(all)
        .withBody(body)
        .withIsBase64Encoded(false)
        .build();
  }
}
