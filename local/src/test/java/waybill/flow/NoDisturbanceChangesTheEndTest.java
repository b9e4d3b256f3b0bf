package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import waybill.message.Message;
import waybill.message.OrderCancelled;
import waybill.message.OrderPlaced;
import waybill.message.StockRejected;

/**
 * Invariant 6 for each transaction of the consumers: whatever DynamoDB answers while others are at
 * the same rows, or when its answer is lost, ends as if nothing had happened.
 */
@EmbeddedOnly(EmbeddedOnly.CALLS)
class NoDisturbanceChangesTheEndTest extends FlowTest {

  private static final String INVENTORY = "InventoryConsumerFunction";
  private static final String POINTS = "PointsConsumerFunction";
  private static final String ORDERS = "OrderConsumerFunction";
  private static final int STOCK = 10;

  private final Faults faults = new Faults();
  private final Shop shop = Shop.open(faults);
  private int cases;

  @AfterEach
  void close() {
    shop.close();
  }

  /** What a consumer does, for names that no other case has. */
  private interface Story {
    void of(String name, Disturbance disturbance) throws Exception;
  }

  @Test
  void taking() throws Exception {
    disturbed(
        3,
        (name, disturbance) -> {
          disturb(disturbance, INVENTORY, List.of(placed(name, 1)));
          effectsAre("stock", name, 1, "RESERVED");
          took(name, 3);
        });
  }

  @Test
  void taking_together() throws Exception {
    disturbed(
        5,
        (name, disturbance) -> {
          disturb(
              disturbance, INVENTORY, List.of(placed(name, 1), placed(name, 2), placed(name, 3)));
          effectsAre("stock", name, 3, "RESERVED");
          took(name, 9);
        });
  }

  @Test
  void telling_a_shortage() throws Exception {
    disturbed(
        2,
        (name, disturbance) -> {
          shop.stock(name, 2);
          faults.before("transactWriteItems", () -> {}); // The take, which is refused in earnest.
          disturb(disturbance, INVENTORY, List.of(placed(name, 1)));
          effectsAre("stock", name, 1, "REJECTED");
          assertThat(told("stock.rejected", order(name, 1))).isEqualTo(1);
        });
  }

  @Test
  void releasing() throws Exception {
    disturbed(
        3,
        (name, disturbance) -> {
          deliver(INVENTORY, List.of(placed(name, 1)));
          disturb(disturbance, INVENTORY, List.of(cancelled(name, 1)));
          effectsAre("stock", name, 1, "RELEASED");
          took(name, 0);
        });
  }

  @Test
  void leaving_a_tombstone() throws Exception {
    disturbed(
        1,
        (name, disturbance) -> {
          disturb(disturbance, INVENTORY, List.of(cancelled(name, 1)));
          disturb(disturbance, POINTS, List.of(cancelled(name, 1)));
          deliver(INVENTORY, List.of(placed(name, 1)));
          deliver(POINTS, List.of(placed(name, 1)));
          effectsAre("stock", name, 1, "RELEASED");
          effectsAre("points", name, 1, "REVERSED");
          took(name, 0);
        });
  }

  @Test
  void granting() throws Exception {
    disturbed(
        2,
        (name, disturbance) -> {
          disturb(disturbance, POINTS, List.of(placed(name, 1)));
          effectsAre("points", name, 1, "GRANTED");
          balanceIs(name, 6);
        });
  }

  @Test
  void granting_together() throws Exception {
    disturbed(
        4,
        (name, disturbance) -> {
          disturb(disturbance, POINTS, List.of(placed(name, 1), placed(name, 2), placed(name, 3)));
          effectsAre("points", name, 3, "GRANTED");
          balanceIs(name, 18);
        });
  }

  @Test
  void reversing() throws Exception {
    disturbed(
        2,
        (name, disturbance) -> {
          deliver(POINTS, List.of(placed(name, 1)));
          disturb(disturbance, POINTS, List.of(cancelled(name, 1)));
          effectsAre("points", name, 1, "REVERSED");
          balanceIs(name, 0);
        });
  }

  @Test
  void rejecting() throws Exception {
    disturbed(
        2,
        (name, disturbance) -> {
          String order = shop.place(name, 3);
          disturb(disturbance, ORDERS, List.of(new StockRejected(order, "no stock")));
          assertThat(shop.item("orders", Map.of("orderId", order)).get("status").s())
              .isEqualTo("REJECTED");
          assertThat(told("order.rejected", order)).isEqualTo(1);
        });
  }

  private void disturbed(int items, Story story) throws Exception {
    List<Disturbance> all = Disturbance.ofTransaction(items);
    for (Disturbance disturbance : all) {
      String name = "case-" + cases++;
      shop.stock(name, STOCK);
      shop.stock(name + "-too", STOCK);
      story.of(name, disturbance);
    }
    assertThat(cases).isEqualTo(all.size()).isGreaterThan(items);
  }

  private void disturb(Disturbance disturbance, String function, List<Message> messages)
      throws Exception {
    disturbance.plan().accept(faults);
    deliver(function, messages);
    assertThat(faults.allHappened()).as(disturbance.name()).isTrue();
  }

  private void deliver(String function, List<Message> messages) throws Exception {
    assertThat(MessageBatch.of(messages).givenBackBy(shop, function)).isEmpty();
  }

  private static String order(String name, int number) {
    return "ord_" + name + "." + number;
  }

  /** Three pieces of one SKU and one of another, worth six points. */
  private static Message placed(String name, int number) {
    return new OrderPlaced(
        order(name, number),
        name,
        "EUR",
        600,
        List.of(new OrderPlaced.Line(name, 3), new OrderPlaced.Line(name + "-too", 1)));
  }

  private static Message cancelled(String name, int number) {
    return new OrderCancelled(order(name, number), name, "EUR", 600);
  }

  private void effectsAre(String table, String name, int orders, String state) {
    for (int number = 1; number <= orders; number++) {
      assertThat(shop.item(table, Map.of("id", "o#" + order(name, number))).get("state").s())
          .as(name)
          .isEqualTo(state);
    }
  }

  private void took(String name, int quantity) {
    shop.stockIs(name, STOCK - quantity, quantity);
    shop.stockIs(name + "-too", STOCK - quantity / 3, quantity / 3);
  }

  private void balanceIs(String name, long balance) {
    assertThat(shop.item("points", Map.of("id", "c#demo#" + name)).get("balance").n())
        .isEqualTo(Long.toString(balance));
  }

  private long told(String type, String order) {
    return shop.outbox(type).stream()
        .filter(row -> row.get("envelope").s().contains("\"" + order + "\""))
        .count();
  }
}
