package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Invariant 1. */
class NoOrderWithoutItsMessageTest extends FlowTest {

  @Test
  void an_order_and_its_message_stand_together() {
    try (Shop shop = Shop.open()) {
      String order = shop.place("tea", 1);
      assertThat(shop.outbox("order.placed"))
          .singleElement()
          .satisfies(row -> assertThat(row.get("envelope").s()).contains(order));
    }
  }

  @Test
  void when_the_transaction_is_not_carried_out_there_is_neither() {
    Faults faults = new Faults();
    try (Shop shop = Shop.open(faults)) {
      faults.next("transactWriteItems", Faults.cancelledFor("ValidationError", "None"));
      shop.placeWithKey("k", "tea", 1).is(500);
      assertThat(shop.rows("orders")).isEmpty();
      assertThat(shop.outbox("order.placed")).isEmpty();
    }
  }

  @Test
  void when_the_answer_is_lost_there_is_one_order_and_one_message() {
    Faults faults = new Faults();
    try (Shop shop = Shop.open(faults)) {
      faults.loseTheAnswerOf("transactWriteItems");
      shop.placeWithKey("k", "tea", 1).is(201);
      assertThat(faults.allHappened()).isTrue();
      assertThat(shop.rows("orders")).hasSize(1);
      assertThat(shop.outbox("order.placed")).hasSize(1);
    }
  }

  @Test
  void every_other_step_of_an_order_stands_with_its_message_too() {
    try (Shop shop = Shop.open()) {
      String cancelled = shop.place("tea", 1);
      shop.cancel(cancelled).is(200);
      assertThat(shop.outbox("order.cancelled")).hasSize(1);
      shop.pay(cancelled, "pay-1", 150).is(201);
      assertThat(shop.outbox("payment.refunded")).hasSize(1);
      shop.pay(shop.place("tea", 1), "pay-2", 150).is(201);
      assertThat(shop.outbox("payment.captured")).hasSize(1);
    }
  }

  @Test
  void a_shortage_stands_with_its_message_too() {
    try (Shop shop = Shop.open()) {
      String order = shop.place("tea", 1);
      shop.settle();
      shop.order(order).is("REJECTED", "REJECTED", "REVERSED");
      assertThat(shop.outbox("stock.rejected")).hasSize(1);
      assertThat(shop.outbox("order.rejected")).hasSize(1);
    }
  }
}
