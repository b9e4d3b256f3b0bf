package waybill.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/** The SDK's client against a server that answers as KMS does: what goes over the wire. */
class KmsKeyTest {

  private static final Map<String, String> HERE = Map.of("merchantId", "m", "endpointId", "e");

  private static final List<String> FOR_THE_SDK =
      List.of("aws.region", "aws.accessKeyId", "aws.secretAccessKey");

  private final List<String> asked = new ArrayList<>();
  private final List<JsonNode> bodies = new ArrayList<>();
  private HttpServer server;
  private KmsKey key;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    FOR_THE_SDK.forEach(name -> System.setProperty(name, "us-east-1"));
    KmsClient kms =
        KmsClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    key = new KmsKey(kms, "alias/shop-secrets");
  }

  @AfterEach
  void close() {
    FOR_THE_SDK.forEach(System::clearProperty);
    key.kms().close();
    server.stop(0);
  }

  @Test
  void each_text_is_one_call_that_names_the_key_and_the_place() {
    byte[] ciphertext = key.encrypt("hunter2".getBytes(UTF_8), HERE);
    assertThat(new String(key.decrypt(ciphertext, HERE), UTF_8)).isEqualTo("hunter2");
    assertThat(asked).containsExactly("TrentService.Encrypt", "TrentService.Decrypt");
    assertThat(bodies)
        .allSatisfy(
            body -> {
              assertThat(body.path("KeyId").asText()).isEqualTo("alias/shop-secrets");
              assertThat(body.at("/EncryptionContext/merchantId").asText()).isEqualTo("m");
              assertThat(body.at("/EncryptionContext/endpointId").asText()).isEqualTo("e");
            });
  }

  @Test
  void what_kms_cannot_decrypt_is_a_failure() {
    assertThatThrownBy(() -> key.decrypt("x".getBytes(UTF_8), HERE))
        .isInstanceOf(InvalidCiphertextException.class);
  }

  /** Its ciphertext is the text with a letter before it. */
  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    JsonNode body = Json.read(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    asked.add(target);
    bodies.add(body);
    if (target.endsWith("Encrypt")) {
      send(exchange, 200, Map.of("CiphertextBlob", encoded("c" + decoded(body, "Plaintext"))));
    } else if (decoded(body, "CiphertextBlob").startsWith("c")) {
      send(
          exchange,
          200,
          Map.of("Plaintext", encoded(decoded(body, "CiphertextBlob").substring(1))));
    } else {
      send(exchange, 400, Map.of("__type", "InvalidCiphertextException"));
    }
  }

  private static void send(HttpExchange exchange, int status, Map<String, String> answer)
      throws IOException {
    byte[] bytes = Json.write(answer).getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String decoded(JsonNode body, String field) {
    return new String(Base64.getDecoder().decode(body.path(field).asText()), UTF_8);
  }
}
