package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import waybill.platform.Json;

/**
 * {@code docs/openapi.yaml}, held against every answer that a flow test gets: status, media type
 * and body must be described, and so must the body of a request that was taken.
 */
final class ApiDescription {

  private static final String URI = "https://waybill.invalid/openapi";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode DOCUMENT = read(Path.of("../docs/openapi.yaml"));
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          factory ->
              factory.schemaLoaders(loaders -> loaders.schemas(Map.of(URI, DOCUMENT.toString()))));

  private ApiDescription() {}

  /** {@code GET /orders/{orderId}} and so on. */
  static Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        name -> {
                          if (!name.equals("parameters")) {
                            routes.add(name.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return routes;
  }

  /** What was taken is a body that is described. */
  static void describes(String method, String target, String body, Answer answer) {
    describes(method, target, answer);
    String request = operation(method, path(target)) + pointer("requestBody");
    JsonNode described = DOCUMENT.at(request);
    boolean isTaken = answer.status() / 100 == 2 && !described.isMissingNode();
    if (!isTaken || (body.isEmpty() && !described.path("required").asBoolean())) {
      return;
    }
    String schema = request + pointer("content", "application/json", "schema");
    valid(method + " " + target + " takes", schema, body);
  }

  static void describes(String method, String target, Answer answer) {
    Optional<String> path = path(target);
    String operation = operation(method, path);
    if (operation.isEmpty() || DOCUMENT.at(operation).isMissingNode()) {
      assertThat(answer.status()).as("%s %s is not described", method, target).isIn(404, 405);
      return;
    }
    if (answer.status() == 500) {
      // Never described, as it is never meant; tests of our own failures look at it themselves.
      return;
    }
    String response = resolved(operation + pointer("responses", "" + answer.status()));
    assertThat(DOCUMENT.at(response).isMissingNode())
        .as("%s %s answers %s, which is not described", method, path.get(), answer)
        .isFalse();
    body(method + " " + path.get(), response, answer);
  }

  private static void body(String call, String response, Answer answer) {
    JsonNode content = DOCUMENT.at(response).path("content");
    if (content.isMissingNode()) {
      assertThat(answer.body()).as("%s: a body that is not described", call).isEmpty();
      return;
    }
    String type = answer.headers().getOrDefault("content-type", "").split(";")[0];
    assertThat(content.has(type)).as("%s: %s is not described", call, type).isTrue();
    if (!type.endsWith("json")) {
      return;
    }
    String schema = response + pointer("content", type, "schema");
    valid(call + " " + answer.status(), schema, answer.body());
  }

  private static void valid(String what, String schema, String body) {
    JsonSchema validator = SCHEMAS.getSchema(SchemaLocation.of(URI + "#" + schema));
    assertThat(validator.validate(Json.read(body))).as("%s: %s", what, body).isEmpty();
  }

  private static String operation(String method, Optional<String> path) {
    return path.map(p -> pointer("paths", p, method.toLowerCase(Locale.ROOT))).orElse("");
  }

  private static String resolved(String pointer) {
    JsonNode reference = DOCUMENT.at(pointer).path("$ref");
    return reference.isTextual() ? reference.asText().substring(1) : pointer;
  }

  private static Optional<String> path(String target) {
    String[] segments = target.split("\\?")[0].split("/");
    Optional<String> templated = Optional.empty();
    for (var entry : DOCUMENT.path("paths").properties()) {
      String[] names = entry.getKey().split("/");
      boolean matches = names.length == segments.length;
      for (int i = 0; matches && i < names.length; i++) {
        matches = names[i].startsWith("{") || names[i].equals(segments[i]);
      }
      if (matches && !entry.getKey().contains("{")) {
        return Optional.of(entry.getKey());
      }
      templated = matches ? Optional.of(entry.getKey()) : templated;
    }
    return templated;
  }

  private static String pointer(String... names) {
    StringBuilder pointer = new StringBuilder();
    for (String name : names) {
      pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  private static JsonNode read(Path file) {
    try {
      Object document =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      return JSON.valueToTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
