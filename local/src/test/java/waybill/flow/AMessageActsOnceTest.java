package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import waybill.message.Message;
import waybill.message.OrderCancelled;

/** Invariant 5. */
class AMessageActsOnceTest extends FlowTest {

  private final Faults faults = new Faults();
  private final Shop shop = Shop.open(faults);

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void a_repeated_message_takes_stock_and_gives_points_once() {
    shop.stock("tea", 10);
    shop.place("tea", 3);
    shop.settle();
    String envelope = shop.outbox("order.placed").get(0).get("envelope").s();
    for (int i = 0; i < 25; i++) {
      shop.send("inventory", envelope);
      shop.send("points", envelope);
    }
    shop.settle();
    shop.stockIs("tea", 7, 3);
    shop.pointsAre(4);
  }

  @Test
  void a_cancel_that_comes_before_the_placing_leaves_nothing_taken() {
    shop.stock("tea", 10);
    shop.platform.stream("OutboxRelayFunction").pause();
    String order = shop.place("tea", 3);
    shop.cancel(order).is(200);
    shop.send("inventory", shop.outbox("order.cancelled").get(0).get("envelope").s());
    shop.send("points", shop.outbox("order.cancelled").get(0).get("envelope").s());
    shop.settle();
    shop.order(order).is("CANCELLED", "RELEASED", "REVERSED");
    shop.platform.stream("OutboxRelayFunction").resume();
    shop.settle();
    shop.order(order).is("CANCELLED", "RELEASED", "REVERSED");
    shop.stockIs("tea", 10, 0);
    shop.pointsAre(0);
  }

  @Test
  void a_copy_that_overtakes_a_cancel_leaves_it_nothing_to_do() {
    shop.stock("tea", 10);
    String order = shop.place("tea", 3);
    shop.settle();
    OrderCancelled cancelled = new OrderCancelled(order, "c-1", "EUR", 450);
    for (String function : List.of("InventoryConsumerFunction", "PointsConsumerFunction")) {
      faults.before("transactWriteItems", () -> deliver(function, cancelled));
      deliver(function, cancelled);
      assertThat(faults.allHappened()).isTrue();
    }
    shop.stockIs("tea", 10, 0);
    shop.pointsAre(0);
  }

  private void deliver(String function, Message message) {
    try {
      assertThat(MessageBatch.of(List.of(message)).givenBackBy(shop, function)).isEmpty();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_repeated_rejection_sends_one_message_about_it() {
    String order = shop.place("tea", 1);
    shop.settle();
    String envelope = shop.outbox("stock.rejected").get(0).get("envelope").s();
    for (int i = 0; i < 5; i++) {
      shop.send("order", envelope);
    }
    shop.settle();
    shop.order(order).is("REJECTED", "REJECTED", "REVERSED");
    assertThat(shop.outbox("order.rejected")).hasSize(1);
  }

  @Test
  void messages_in_any_order_and_any_number_end_in_the_same_state() {
    shop.stock("tea", 1000);
    Random random = new Random(1);
    for (int round = 0; round < 10; round++) {
      shop.platform.stream("OutboxRelayFunction").pause();
      String order = shop.place("tea", 3);
      shop.cancel(order).is(200);
      List<String> copies = new ArrayList<>();
      for (String type : List.of("order.placed", "order.cancelled")) {
        String envelope =
            shop.outbox(type).stream()
                .map(row -> row.get("envelope").s())
                .filter(text -> text.contains(order))
                .findFirst()
                .orElseThrow();
        copies.addAll(Collections.nCopies(1 + random.nextInt(3), envelope));
      }
      Collections.shuffle(copies, random);
      for (String copy : copies) {
        shop.send("inventory", copy);
        shop.send("points", copy);
        shop.settle();
      }
      shop.order(order).is("CANCELLED", "RELEASED", "REVERSED");
      shop.platform.stream("OutboxRelayFunction").resume();
      shop.settle();
    }
    shop.stockIs("tea", 1000, 0);
    shop.pointsAre(0);
  }
}
