package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import waybill.template.EventFiles;

/** Each file in {@code events/} goes through Lambda's serialization into its handler. */
class EventsTest extends FlowTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void the_files_in_their_order_are_a_flow_that_every_handler_accepts() throws Exception {
    try (Shop shop = Shop.open()) {
      JsonNode last = null;
      for (Path file : EventFiles.inOrder()) {
        String answer = shop.platform.invoke(EventFiles.functionFor(file), Files.readString(file));
        JsonNode json = JSON.readTree(answer);
        assertThat(json.path("statusCode").asInt(200)).as("%s: %s", file, answer).isLessThan(300);
        assertThat(json.path("batchItemFailures")).as("%s: %s", file, answer).isEmpty();
        assertThat(json.path("isAuthorized").asBoolean(true)).as("%s: %s", file, answer).isTrue();
        if (file.getFileName().toString().equals("9-get-order.http.json")) {
          last = JSON.readTree(json.path("body").asText());
        }
      }
      assertThat(last.path("stock").asText()).isNotEqualTo("PENDING");
      assertThat(last.path("points").asText()).isEqualTo("GRANTED");
      assertThat(last.at("/payment/paymentId").asText()).isEqualTo("pay-0001");
      assertThat(shop.item("outbox", Map.of("bucket", "WATERMARK", "messageId", "0")))
          .as("what the sweeper left")
          .isNotEmpty();
    }
  }
}
