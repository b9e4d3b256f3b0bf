package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole way of an order, in every way that it can end. */
class OrderFlowTest extends FlowTest {

  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void an_order_takes_stock_and_gives_points() {
    shop.stock("tea", 10);
    String order = shop.place("tea", 3);
    shop.settle();
    shop.order(order).is("PLACED", "RESERVED", "GRANTED");
    shop.stockIs("tea", 7, 3);
    shop.pointsAre(4);
  }

  @Test
  void an_order_that_finds_no_stock_is_rejected_and_its_points_are_taken_back() {
    shop.stock("tea", 2);
    String order = shop.place("tea", 3);
    shop.settle();
    shop.order(order).is("REJECTED", "REJECTED", "REVERSED");
    shop.stockIs("tea", 2, 0);
    shop.pointsAre(0);
  }

  @Test
  void an_order_of_an_unknown_sku_is_rejected() {
    String order = shop.place("nothing-like-it", 1);
    shop.settle();
    shop.order(order).is("REJECTED", "REJECTED", "REVERSED");
  }

  @Test
  void a_cancelled_order_gives_everything_back() {
    shop.stock("tea", 10);
    String order = shop.place("tea", 3);
    shop.settle();
    shop.cancel(order).is(200);
    shop.settle();
    shop.order(order).is("CANCELLED", "RELEASED", "REVERSED");
    shop.stockIs("tea", 10, 0);
    shop.pointsAre(0);
    shop.cancel(order).is(200);
  }

  @Test
  void a_paid_order_is_paid_once_and_can_no_longer_be_cancelled() {
    shop.stock("tea", 10);
    String order = shop.place("tea", 3);
    shop.pay(order, "pay-1", 450).is(201);
    shop.settle();
    shop.order(order).is("PAID", "RESERVED", "GRANTED");
    Answer again = shop.pay(order, "pay-1", 450).is(201);
    assertThat(again.headers()).containsEntry("idempotent-replayed", "true");
    shop.pay(order, "pay-2", 450).is(409);
    shop.pay(order, "pay-1", 451).is(409);
    shop.cancel(order).is(409);
  }

  @Test
  void money_that_arrives_before_the_rejection_is_refunded() {
    shop.stock("tea", 2);
    String order = shop.place("tea", 3);
    shop.pay(order, "pay-1", 450).is(201);
    shop.settle();
    shop.order(order).is("REFUNDED", "REJECTED", "REVERSED");
    shop.pointsAre(0);
  }

  @Test
  void money_that_arrives_after_the_rejection_is_recorded_and_refunded() {
    shop.stock("tea", 2);
    String order = shop.place("tea", 3);
    shop.settle();
    shop.pay(order, "pay-1", 450).is(201);
    shop.settle();
    SeenOrder refunded = shop.order(order).is("REFUNDED", "REJECTED", "REVERSED");
    assertThat(refunded.json().at("/payment/paymentId").asText()).isEqualTo("pay-1");
  }

  @Test
  void money_for_a_cancelled_order_is_recorded_and_refunded() {
    shop.stock("tea", 10);
    String order = shop.place("tea", 3);
    shop.cancel(order).is(200);
    shop.pay(order, "pay-1", 450).is(201);
    shop.settle();
    shop.order(order).is("REFUNDED", "RELEASED", "REVERSED");
    shop.stockIs("tea", 10, 0);
    shop.pointsAre(0);
  }

  @Test
  void a_consumer_that_was_down_catches_up() {
    shop.stock("tea", 10);
    shop.platform.trigger("InventoryConsumerFunction").pause();
    String order = shop.place("tea", 3);
    shop.settle();
    shop.order(order).is("PLACED", "PENDING", "GRANTED");
    shop.platform.trigger("InventoryConsumerFunction").resume();
    shop.settle();
    shop.order(order).is("PLACED", "RESERVED", "GRANTED");
  }
}
