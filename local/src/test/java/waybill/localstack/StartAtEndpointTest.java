package waybill.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import waybill.flow.KilledPlatform;
import waybill.local.DemoKeys;
import waybill.platform.Time;

/** {@code ./waybill start --endpoint} against LocalStack, killed and started again. */
@Tag("localstack")
@NeedsImages(suite = "endpoint")
class StartAtEndpointTest {

  private static final Duration LONG_ENOUGH = Duration.ofMinutes(4);
  private static final int LIVES = 3;
  private static final String ORDER =
      "{\"customerId\":\"c-1\",\"currency\":\"EUR\","
          + "\"lines\":[{\"sku\":\"tea\",\"quantity\":2,\"unitPrice\":450}]}";

  @Test
  void what_was_answered_before_kills_is_completed_and_nothing_is_made_anew() throws Exception {
    List<String> orders = new ArrayList<>();
    String endpoint = "";
    for (int life = 0; life < LIVES; life++) {
      KilledPlatform platform = platform();
      try {
        if (life == 0) {
          platform.call(DemoKeys.MERCHANT, "PUT", "/stock/tea", "{\"available\":100}", Map.of());
          String receiver = "{\"url\":\"http://127.0.0.1:1/nobody\"}";
          endpoint =
              platform
                  .call(DemoKeys.MERCHANT, "POST", "/endpoints", receiver, Map.of())
                  .path("endpointId")
                  .asText();
        }
        orders.add(order(platform, "first-" + life));
        orders.add(order(platform, "second-" + life));
      } finally {
        platform.kill();
      }
    }
    KilledPlatform last = platform();
    try {
      for (String order : orders) {
        awaitEffects(last, order);
      }
      assertThat(get(last, "/stock/tea").path("available").asInt())
          .isEqualTo(100 - 2 * orders.size());
      assertThat(get(last, "/endpoints").path("items").path(0).path("endpointId").asText())
          .isEqualTo(endpoint);
    } finally {
      last.kill();
    }
  }

  private static KilledPlatform platform() throws Exception {
    return KilledPlatform.start("--endpoint=" + LocalStack.shared().url());
  }

  private static String order(KilledPlatform platform, String key) throws Exception {
    return platform
        .call(DemoKeys.MERCHANT, "POST", "/orders", ORDER, Map.of("idempotency-key", key))
        .path("orderId")
        .asText();
  }

  /** The sweeper may have to rescue it, a minute or two later. */
  private static void awaitEffects(KilledPlatform platform, String order) throws Exception {
    Instant end = Instant.now().plus(LONG_ENOUGH);
    JsonNode shown = get(platform, "/orders/" + order);
    while (!shown.path("points").asText().equals("GRANTED")
        || !shown.path("stock").asText().equals("RESERVED")) {
      assertThat(Instant.now()).as("%s", shown).isBefore(end);
      Time.system().sleep(Duration.ofMillis(200));
      shown = get(platform, "/orders/" + order);
    }
  }

  private static JsonNode get(KilledPlatform platform, String path) throws Exception {
    return platform.call(DemoKeys.MERCHANT, "GET", path, "", Map.of());
  }
}
