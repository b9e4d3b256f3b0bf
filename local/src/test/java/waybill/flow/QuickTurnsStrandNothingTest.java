package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.local.DemoKeys;

/** An endpoint is paused and enabled in quick turns, its server fails, and functions die. */
@EmbeddedOnly(EmbeddedOnly.VISIBILITY)
class QuickTurnsStrandNothingTest extends FlowTest {

  private static final int EVENTS = 30;
  private static final int TRIES_MAX = 50;

  @ParameterizedTest
  @ValueSource(longs = {2})
  void everything_is_delivered_in_the_end(long seed) {
    Random random = new Random(seed);
    Crashes crashes = new Crashes(new Random(seed));
    Shop shop =
        Shop.open(options -> Shards.are(1, options).dynamo(crashes::around).sqs(crashes::around));
    try (Callbacks callbacks = Callbacks.open(shop)) {
      for (int i = 0; i < EVENTS; i++) {
        callbacks.paidOrder();
      }
      crashes.begin();
      for (int turn = 0; turn < EVENTS; turn++) {
        disturb(callbacks, random);
        shop.platform.pump();
        shop.pass(Duration.ofSeconds(random.nextInt(40)));
        if (random.nextInt(3) == 0) {
          shop.sweep();
        }
      }
      crashes.end();
      callbacks.receiver.fail(0, 200, Map.of());
      callbacks.change("{\"status\":\"ACTIVE\"}").is(200);
      shop.tick(Duration.ofHours(2), Duration.ofMinutes(3));
      assertThat(crashes.count()).isGreaterThan(EVENTS);
      assertThat(callbacks.page("?limit=100").path("items")).hasSize(EVENTS);
      assertThat(callbacks.count("DELIVERED")).isEqualTo(EVENTS);
      System.err.printf("quick turns seed=%d crashes=%d stranded=0%n", seed, crashes.count());
    }
  }

  private static void disturb(Callbacks callbacks, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> ask(callbacks, "{\"status\":\"PAUSED\"}");
      case 1, 2 -> ask(callbacks, "{\"status\":\"ACTIVE\"}");
      default -> callbacks.receiver.fail(random.nextInt(10), 503, Map.of());
    }
  }

  /** Until it is answered: the function that answers may die too. */
  private static void ask(Callbacks callbacks, String body) {
    for (int i = 0; i < TRIES_MAX; i++) {
      String path = "/endpoints/" + callbacks.endpointId;
      if (callbacks.shop.call(DemoKeys.MERCHANT, "PATCH", path, body).status() == 200) {
        return;
      }
    }
    throw new AssertionError("no answer to " + body);
  }
}
