package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import waybill.message.Envelope;
import waybill.message.OrderPlaced;

/** Orders of one SKU, or of one customer, in one batch: one transaction, one change of the row. */
class OrdersShareATransactionTest extends FlowTest {

  private static final double WRITE_UNITS_PER_MESSAGE_MAX = 2.3;
  private static final int ORDERS = 10;

  private final Faults faults = new Faults();
  private final CapacityMeter meter = new CapacityMeter();
  private final Shop shop =
      Shop.open(
          options -> options.dynamo(meter::around).dynamo(faults::around).sqs(faults::around));

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void ten_orders_of_one_sku_cost_little_more_than_their_records() {
    shop.stock("tea", 100);
    List<String> orders = whileDown("InventoryConsumerFunction", "tea", 3);
    double grouped = writeUnitsPerMessage("InventoryConsumerFunction");
    all(orders, "PLACED", "RESERVED", "GRANTED");
    shop.stockIs("tea", 70, 30);
    System.err.printf(
        "budget grouped writeUnitsPerMessage=%.1f max=2.3 consumer=inventory%n", grouped);
    assertThat(grouped).isBetween(1.0, WRITE_UNITS_PER_MESSAGE_MAX);
  }

  @Test
  void ten_orders_of_one_customer_cost_little_more_than_their_records() {
    shop.stock("tea", 100);
    List<String> orders = whileDown("PointsConsumerFunction", "tea", 3);
    double grouped = writeUnitsPerMessage("PointsConsumerFunction");
    all(orders, "PLACED", "RESERVED", "GRANTED");
    shop.pointsAre(ORDERS * 4);
    System.err.printf(
        "budget grouped writeUnitsPerMessage=%.1f max=2.3 consumer=points%n", grouped);
    assertThat(grouped).isBetween(1.0, WRITE_UNITS_PER_MESSAGE_MAX);
  }

  @Test
  void orders_of_different_skus_do_not_wait_for_one_another() {
    shop.platform.trigger("InventoryConsumerFunction").pause();
    for (int i = 0; i < ORDERS; i++) {
      shop.stock("sku-" + i, 10);
      shop.place("sku-" + i, 3);
    }
    shop.settle();
    double single = writeUnitsPerMessage("InventoryConsumerFunction");
    System.err.printf("budget single writeUnitsPerMessage=%.1f consumer=inventory%n", single);
    assertThat(single).isEqualTo(4);
  }

  @Test
  void stock_for_half_of_the_orders_is_taken_by_half_of_them() {
    shop.stock("tea", 15);
    List<String> orders = whileDown("InventoryConsumerFunction", "tea", 3);
    resume("InventoryConsumerFunction");
    shop.stockIs("tea", 0, 15);
    shop.pointsAre(5 * 4);
    assertThat(orders.stream().map(id -> shop.order(id).text("status")))
        .containsOnly("PLACED", "REJECTED");
    assertThat(shop.outbox("stock.rejected")).hasSize(5);
  }

  @Test
  void an_order_that_came_before_is_passed_over_and_the_others_are_not() {
    shop.stock("tea", 100);
    String before = shop.place("tea", 3);
    shop.settle();
    shop.platform.trigger("InventoryConsumerFunction").pause();
    sendAgain(before);
    List<String> orders = whileDown("InventoryConsumerFunction", "tea", 3);
    resume("InventoryConsumerFunction");
    all(orders, "PLACED", "RESERVED", "GRANTED");
    shop.stockIs("tea", 67, 33);
    shop.pointsAre(11 * 4);
  }

  @Test
  void copies_in_one_batch_act_once() throws Exception {
    shop.stock("tea", 100);
    OrderPlaced one = placed("ord_1", "tea");
    OrderPlaced other = placed("ord_2", "tea");
    MessageBatch batch = MessageBatch.of(List.of(one, other, one, other, one));
    meter.reset();
    assertThat(batch.givenBackBy(shop, "InventoryConsumerFunction")).isEmpty();
    assertThat(meter.writeUnits()).isEqualTo(2 * 3);
    shop.stockIs("tea", 94, 6);
    assertThat(batch.givenBackBy(shop, "PointsConsumerFunction")).isEmpty();
    shop.pointsAre(8);
  }

  @Test
  void another_message_of_an_order_in_the_same_batch_acts_for_itself() throws Exception {
    shop.stock("tea", 100);
    MessageBatch batch = MessageBatch.of(List.of(placed("ord_1", "tea"), placed("ord_2", "tea")));
    String again = new Envelope("msg_2", "demo", "later", null, placed("ord_1", "tea")).toJson();
    assertThat(batch.with(again).givenBackBy(shop, "PointsConsumerFunction")).isEmpty();
    shop.pointsAre(8);
    assertThat(batch.givenBackBy(shop, "InventoryConsumerFunction")).isEmpty();
    shop.stockIs("tea", 94, 6);
  }

  @Test
  void a_message_that_nobody_can_read_goes_back_alone() throws Exception {
    shop.stock("tea", 100);
    for (String function : List.of("InventoryConsumerFunction", "PointsConsumerFunction")) {
      MessageBatch batch =
          MessageBatch.of(List.of(placed("ord_1", "tea"), placed("ord_2", "tea")))
              .with("{\"type\":\"order.teleported\"}")
              .with("demo", placed("ord_3", "tea"));
      assertThat(batch.givenBackBy(shop, function)).containsExactly(2);
    }
    shop.stockIs("tea", 91, 9);
    shop.pointsAre(12);
  }

  @Test
  void an_order_that_dynamodb_refuses_goes_back_alone() throws Exception {
    shop.stock("tea", 100);
    OrderPlaced refused = placed("ord_2", "tea", "x".repeat(3000));
    MessageBatch batch =
        MessageBatch.of(List.of(placed("ord_1", "tea"), refused, placed("ord_3", "tea")));
    assertThat(batch.givenBackBy(shop, "InventoryConsumerFunction")).containsExactly(1);
    shop.stockIs("tea", 94, 6);
  }

  @Test
  void two_merchants_of_the_same_sku_share_nothing() throws Exception {
    shop.stock("tea", 100);
    MessageBatch batch =
        new MessageBatch()
            .with("demo", placed("ord_1", "tea"))
            .with("other", placed("ord_2", "tea"))
            .with("demo", placed("ord_3", "tea"));
    assertThat(batch.givenBackBy(shop, "InventoryConsumerFunction")).isEmpty();
    shop.stockIs("tea", 94, 6);
    assertThat(shop.outbox("stock.rejected"))
        .singleElement()
        .satisfies(row -> assertThat(row.get("envelope").s()).contains("ord_2"));
  }

  @Test
  void orders_of_many_skus_stay_within_what_a_transaction_takes() throws Exception {
    List<OrderPlaced> orders = new ArrayList<>();
    for (int order = 0; order < ORDERS; order++) {
      int first = order * 20;
      String[] skus =
          IntStream.range(first, first + 50).mapToObj(i -> "sku-" + i).toArray(String[]::new);
      orders.add(placed("ord_" + order, skus));
    }
    for (int sku = 0; sku < ORDERS * 20 + 50; sku++) {
      shop.stock("sku-" + sku, 100);
    }
    assertThat(MessageBatch.of(orders).givenBackBy(shop, "InventoryConsumerFunction")).isEmpty();
    shop.stockIs("sku-0", 97, 3);
    shop.stockIs("sku-45", 91, 9);
    assertThat(shop.rows("stock").stream().filter(row -> row.containsKey("state")))
        .hasSize(ORDERS)
        .allMatch(row -> row.get("state").s().equals("RESERVED"));
  }

  @Test
  void who_touches_a_disturbed_row_is_parted_from_who_does_not() throws Exception {
    shop.stock("tea", 100);
    shop.stock("cup", 100);
    MessageBatch batch =
        MessageBatch.of(
            List.of(placed("ord_1", "tea"), placed("ord_2", "tea", "cup"), placed("ord_3", "cup")));
    faults.next(
        "transactWriteItems",
        Faults.cancelledFor("None", "None", "None", "None", "TransactionConflict"));
    meter.reset();
    assertThat(batch.givenBackBy(shop, "InventoryConsumerFunction")).isEmpty();
    assertThat(faults.allHappened()).isTrue();
    assertThat(meter.writeUnits()).as("order 1 alone, then orders 2 and 3").isEqualTo(4 + 8);
    shop.stockIs("tea", 94, 6);
    shop.stockIs("cup", 94, 6);
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.VISIBILITY)
  void a_group_that_cannot_get_through_goes_back_whole_and_comes_again() {
    shop.stock("tea", 100);
    List<String> orders = whileDown("InventoryConsumerFunction", "tea", 3);
    for (int i = 0; i < 1000; i++) {
      faults.next("transactWriteItems", SdkClientException.create("no answer"));
    }
    resume("InventoryConsumerFunction");
    all(orders, "PLACED", "PENDING", "GRANTED");
    faults.forget();
    shop.pass(Duration.ofSeconds(5));
    all(orders, "PLACED", "RESERVED", "GRANTED");
    shop.stockIs("tea", 70, 30);
  }

  private List<String> whileDown(String function, String sku, int quantity) {
    shop.platform.trigger(function).pause();
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      orders.add(shop.place(sku, quantity));
    }
    shop.settle();
    return orders;
  }

  private void resume(String function) {
    shop.platform.trigger(function).resume();
    shop.settle();
  }

  private double writeUnitsPerMessage(String function) {
    meter.reset();
    resume(function);
    return meter.writeUnits() / ORDERS;
  }

  private void all(List<String> orders, String status, String stock, String points) {
    orders.forEach(order -> shop.order(order).is(status, stock, points));
  }

  private void sendAgain(String orderId) {
    shop.outbox("order.placed").stream()
        .map(row -> row.get("envelope").s())
        .filter(envelope -> envelope.contains(orderId))
        .forEach(envelope -> shop.send("inventory", envelope));
  }

  private static OrderPlaced placed(String orderId, String... skus) {
    return new OrderPlaced(
        orderId,
        "c-1",
        "EUR",
        450,
        List.of(skus).stream().map(sku -> new OrderPlaced.Line(sku, 3)).toList());
  }
}
