package waybill.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.LocalPlatform;
import waybill.local.failure.CallFailedException;
import waybill.local.gateway.HttpAnswer;
import waybill.platform.Ids;

/** A merchant with one endpoint, registered as merchants do it. */
record Merchant(LocalPlatform platform, String id, String endpointId) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  static Merchant join(LocalPlatform platform, String id, String url) throws IOException {
    byte[] hash = Ids.sha256().digest(key(id).getBytes(StandardCharsets.UTF_8));
    platform
        .dynamo()
        .putItem(
            request ->
                request
                    .tableName(table(platform, "keys"))
                    .item(
                        Map.of(
                            "keyHash", AttributeValue.fromS(HexFormat.of().formatHex(hash)),
                            "owner", AttributeValue.fromS(id),
                            "scopes", AttributeValue.fromS("endpoints"))));
    String asked = JSON.writeValueAsString(Map.of("url", url));
    HttpAnswer answer = call(platform, id, "POST", "/endpoints", asked, CREATED);
    JsonNode endpoint = JSON.readTree(answer.body());
    return new Merchant(platform, id, endpoint.path("endpointId").asText());
  }

  /** From then on nothing of it is called. */
  void leave() {
    call(platform, id, "DELETE", "/endpoints/" + endpointId, "", NO_CONTENT);
  }

  /** Callbacks that it has by now, made or not. */
  long callbacks() {
    Map<String, AttributeValue> sequence =
        platform
            .dynamo()
            .getItem(
                request ->
                    request
                        .tableName(table(platform, "endpoints"))
                        .consistentRead(true)
                        .key(
                            Map.of(
                                "merchantId", AttributeValue.fromS(id),
                                "endpointId", AttributeValue.fromS("seq#" + endpointId))))
            .item();
    return Long.parseLong(sequence.get("lastSeq").n());
  }

  private static HttpAnswer call(
      LocalPlatform platform, String id, String method, String path, String body, int expected) {
    Map<String, String> headers =
        Map.of("authorization", "Bearer " + key(id), "content-type", "application/json");
    HttpAnswer answer = platform.call(method, path, headers, body);
    if (answer.status() != expected) {
      throw new CallFailedException(
          method + " " + path + " was answered " + answer.status() + ": " + answer.text());
    }
    return answer;
  }

  private static String key(String id) {
    return "wbk_local_" + id;
  }

  private static String table(LocalPlatform platform, String name) {
    return platform.template().stackName() + "-" + name;
  }
}
