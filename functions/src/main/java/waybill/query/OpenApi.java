package waybill.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import waybill.platform.ApiResponse;

/** The description of the API, as it is packaged with the code that it describes. */
final class OpenApi {

  private static final String RESOURCE = "/openapi.yaml";

  /** RFC 9512. */
  private static final String CONTENT_TYPE = "application/yaml";

  private OpenApi() {}

  static ApiResponse document() {
    try (InputStream document = OpenApi.class.getResourceAsStream(RESOURCE)) {
      String text = new String(document.readAllBytes(), StandardCharsets.UTF_8);
      return new ApiResponse(200, Map.of(), CONTENT_TYPE, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }
}
