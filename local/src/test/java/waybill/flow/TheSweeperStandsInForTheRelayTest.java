package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import waybill.platform.Json;

/** Invariant 2, with the relay down from beginning to end. */
class TheSweeperStandsInForTheRelayTest extends FlowTest {

  private static final Duration SWEEP_FINDS_IT = Duration.ofMinutes(2);

  @Test
  void a_shortage_goes_through_every_queue_to_the_merchant_by_the_sweeper_alone() {
    try (Callbacks callbacks = Callbacks.open()) {
      Shop shop = callbacks.shop;
      shop.platform.trigger("OutboxRelayFunction").pause();
      String order = shop.place("nothing", 1);
      // order.placed, then stock.rejected, then order.rejected.
      for (int message = 0; message < 3; message++) {
        shop.tick(SWEEP_FINDS_IT);
      }
      shop.order(order).is("REJECTED", "REJECTED", "REVERSED");
      assertThat(callbacks.receiver.calls())
          .extracting(call -> Json.read(call.body()).path("type").asText())
          .containsExactly("order.rejected");
      assertThat(shop.rows("outbox"))
          .filteredOn(row -> row.containsKey("status"))
          .hasSize(3)
          .allMatch(row -> row.get("sentBy").s().equals("sweeper"));
    }
  }

  @Test
  void a_message_that_nobody_understands_is_blocked_and_the_others_go_on() {
    try (Shop shop = Shop.open()) {
      shop.platform.trigger("OutboxRelayFunction").pause();
      shop.stock("tea", 5);
      new OutboxRows(shop).putUnsent("msg_bad", "order.placed", "{\"type\":\"order.eaten\"}");
      String order = shop.place("tea", 1);
      shop.tick(SWEEP_FINDS_IT);
      shop.order(order).is("PLACED", "RESERVED", "GRANTED");
      assertThat(shop.rows("outbox"))
          .filteredOn(row -> row.get("messageId").s().equals("msg_bad"))
          .singleElement()
          .satisfies(row -> assertThat(row.get("bucket").s()).startsWith("BLOCKED#"));
    }
  }
}
