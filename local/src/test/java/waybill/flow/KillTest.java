package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.local.DemoKeys;
import waybill.local.demo.Receiver;
import waybill.local.engine.EngineOptions;
import waybill.local.engine.Engines;
import waybill.platform.Json;
import waybill.platform.Time;

/** A kill -9 of the whole platform, at points all over the flow, and what a restart makes of it. */
@EmbeddedOnly("what it kills is a process that carries the engines in it")
class KillTest extends FlowTest {

  /** How long after the last answer the kill comes: before the relay, amid consumers and calls. */
  private static final int[] KILL_AFTER_MS = {0, 40, 120, 400};

  private static final int ORDERS_PER_LIFE = 4;

  @Test
  void what_was_answered_before_a_kill_is_completed_after_the_restart(@TempDir Path directory)
      throws Exception {
    try (Receiver receiver = Receiver.start()) {
      List<String> orders = new ArrayList<>();
      for (int life = 0; life < KILL_AFTER_MS.length; life++) {
        KilledPlatform platform = KilledPlatform.start(directory);
        try {
          if (life == 0) {
            stockAndEndpoint(platform, receiver);
          }
          for (int i = 0; i < ORDERS_PER_LIFE; i++) {
            orders.add(placeAndPay(platform, "cart-" + life + "-" + i));
          }
          Time.system().sleep(Duration.ofMillis(KILL_AFTER_MS[life]));
        } finally {
          platform.kill();
        }
      }
      assertCompletedIn(directory, orders, receiver);
    }
  }

  private static void stockAndEndpoint(KilledPlatform platform, Receiver receiver)
      throws Exception {
    platform.call(DemoKeys.MERCHANT, "PUT", "/stock/tea", "{\"available\":100}", Map.of());
    platform.call(
        DemoKeys.MERCHANT, "POST", "/endpoints", "{\"url\":\"" + receiver.url() + "\"}", Map.of());
  }

  private static String placeAndPay(KilledPlatform platform, String key) throws Exception {
    String order =
        platform
            .call(
                DemoKeys.MERCHANT,
                "POST",
                "/orders",
                Shop.order("tea", 2),
                Map.of("idempotency-key", key))
            .path("orderId")
            .asText();
    platform.call(
        DemoKeys.ACQUIRER,
        "POST",
        "/orders/" + order + "/payments",
        "{\"paymentId\":\"pay-" + key + "\",\"amount\":300,\"currency\":\"EUR\"}",
        Map.of());
    return order;
  }

  /** The last restart is in this process, so that what waits for time need not be waited for. */
  private static void assertCompletedIn(Path directory, List<String> orders, Receiver receiver) {
    try (Engines engines = Engines.start(EngineOptions.in(directory));
        Shop shop = Shop.open(options -> options.stackName("local").engines(engines))) {
      shop.settle();
      shop.tick(Duration.ofMinutes(8));
      for (String order : orders) {
        shop.order(order).is("PAID", "RESERVED", "GRANTED");
      }
      shop.stockIs("tea", 100 - 2L * orders.size(), 2L * orders.size());
      shop.pointsAre(3L * orders.size());
      assertThat(receiver.calls())
          .extracting(call -> Json.read(call.body()).path("subject").asText())
          .as("every payment is told, some perhaps twice")
          .containsAll(orders);
    }
  }
}
