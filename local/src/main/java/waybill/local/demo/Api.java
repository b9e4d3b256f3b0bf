package waybill.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import waybill.local.DemoKeys;

/** Waybill's HTTP API over a real socket, as a merchant or the acquirer calls it. */
final class Api {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI baseUrl;

  Api(URI baseUrl) {
    this.baseUrl = baseUrl;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(DemoKeys.MERCHANT, path).GET());
  }

  JsonNode put(String path, String body) throws IOException, InterruptedException {
    return send(request(DemoKeys.MERCHANT, path).PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  JsonNode post(DemoKeys key, String path, String body) throws IOException, InterruptedException {
    return send(request(key, path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Places an order of one line at 4.50 apiece. */
  String order(String idempotencyKey, String sku, int quantity)
      throws IOException, InterruptedException {
    String body =
        "{\"customerId\":\"ada\",\"currency\":\"EUR\",\"lines\":[{\"sku\":\"%s\",\"quantity\":%d,\"unitPrice\":450}]}"
            .formatted(sku, quantity);
    JsonNode order =
        send(
            request(DemoKeys.MERCHANT, "/orders")
                .header("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    return order.path("orderId").asText();
  }

  private HttpRequest.Builder request(DemoKeys key, String path) {
    return HttpRequest.newBuilder(baseUrl.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key.key());
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new NotSeen(
          answer.request().method()
              + " "
              + answer.request().uri().getPath()
              + " was answered "
              + answer.statusCode()
              + ": "
              + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
