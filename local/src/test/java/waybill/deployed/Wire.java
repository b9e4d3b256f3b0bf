package waybill.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Calls of the services that a deployment needs and Waybill does not, so that their SDK clients are
 * no dependency. LocalStack reads the service and the Region from a signature, and does not check
 * it.
 */
final class Wire {

  static final String REGION = "us-east-1";

  /** LocalStack on a busy machine answers late. */
  private static final Duration CALL_TIMEOUT = Duration.ofMinutes(3);

  /** Several times what a cold start takes among a dozen others. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(90);

  private static final int ERROR = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;

  Wire(URI url) {
    this.url = url;
  }

  /** An operation of the query protocol, answered in XML. */
  String query(String service, String form) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(service, "/")
            .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(BodyPublishers.ofString(form));
    return send(request).body();
  }

  /** An operation of the JSON protocol. */
  JsonNode json(String service, String target, JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(service, "/")
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", target)
            .POST(BodyPublishers.ofString(body.toString()));
    return JSON.readTree(send(request).body());
  }

  /** An operation of the REST protocol. */
  HttpResponse<String> rest(String service, String method, String path, byte[] body)
      throws IOException, InterruptedException {
    return send(request(service, path).method(method, BodyPublishers.ofByteArray(body)));
  }

  /** Invokes a function. */
  Invoker.Answer invoke(String path, byte[] event) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            request("lambda", path)
                .timeout(ANSWER_TIMEOUT)
                .POST(BodyPublishers.ofByteArray(event)));
    return new Invoker.Answer(
        answer.headers().firstValue("x-amz-function-error").isPresent(), answer.body());
  }

  private HttpRequest.Builder request(String service, String path) {
    String scope = "local/20260101/" + REGION + "/" + service + "/aws4_request";
    return HttpRequest.newBuilder(url.resolve(path))
        .timeout(CALL_TIMEOUT)
        .header(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=none");
  }

  private HttpResponse<String> send(HttpRequest.Builder builder)
      throws IOException, InterruptedException {
    HttpRequest request = builder.build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() >= ERROR) {
      throw new IOException(
          "LocalStack answered %s %s with %d: %s"
              .formatted(request.method(), request.uri(), response.statusCode(), response.body()));
    }
    return response;
  }
}
