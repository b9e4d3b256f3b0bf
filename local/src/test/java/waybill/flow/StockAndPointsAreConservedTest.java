package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * After any mix of orders, repeats, cancels, payments, shortages and messages that come twice or
 * late: what is taken is what living orders took, and what is granted what they were worth.
 */
@EmbeddedOnly(EmbeddedOnly.CALLS)
class StockAndPointsAreConservedTest extends FlowTest {

  private static final int ACTS = 300;
  private static final int STOCKED = 40;
  private static final List<String> SKUS = List.of("tea", "cup", "pot");
  private static final List<String> CUSTOMERS = List.of("c-1", "c-2", "c-3");
  private static final List<String> CONSUMERS =
      List.of("InventoryConsumerFunction", "PointsConsumerFunction", "OrderConsumerFunction");

  /** Which queues hear of a message, whose copies come again. */
  private static final Map<String, List<String>> COPIES =
      Map.of(
          "order.placed", List.of("inventory", "points"),
          "order.cancelled", List.of("inventory", "points"),
          "order.rejected", List.of("points"),
          "payment.refunded", List.of("points"),
          "stock.rejected", List.of("order"),
          "payment.captured", List.of());

  private final Shop shop = Shop.open();
  private final Map<String, Answer> orders = new HashMap<>();
  private final List<Basket> baskets = new ArrayList<>();
  private Random random;

  @AfterEach
  void close() {
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void what_is_taken_and_granted_is_what_living_orders_are_for(int seed) {
    random = new Random(seed);
    SKUS.forEach(sku -> shop.stock(sku, STOCKED));
    for (int act = 0; act < ACTS; act++) {
      act();
    }
    CONSUMERS.forEach(consumer -> shop.platform.trigger(consumer).resume());
    shop.settle();
    shop.tick(Duration.ofMinutes(3));
    List<SeenOrder> ended = orders.keySet().stream().sorted().map(shop::order).toList();
    everyWayToEndIsThere(ended);
    for (String sku : SKUS) {
      long taken = ended.stream().mapToLong(order -> taken(order, sku)).sum();
      shop.stockIs(sku, STOCKED - taken, taken);
    }
    for (String customer : CUSTOMERS) {
      long granted = ended.stream().mapToLong(order -> granted(order, customer)).sum();
      assertThat(shop.get("/customers/" + customer + "/points").is(200).number("balance"))
          .isEqualTo(granted);
    }
  }

  private static void everyWayToEndIsThere(List<SeenOrder> ended) {
    TreeSet<String> ways = new TreeSet<>();
    for (SeenOrder order : ended) {
      ways.add(order.text("status") + " " + order.text("stock") + " " + order.text("points"));
    }
    assertThat(ways)
        .contains(
            "PLACED RESERVED GRANTED",
            "PAID RESERVED GRANTED",
            "REJECTED REJECTED REVERSED",
            "CANCELLED RELEASED REVERSED",
            "REFUNDED RELEASED REVERSED",
            "REFUNDED REJECTED REVERSED");
    ways.removeIf(way -> way.startsWith("CANCELLED REJECTED REVERSED"));
    assertThat(ways).as("every way to end, and cancelled while rejected").hasSize(6);
  }

  private static long taken(SeenOrder order, String sku) {
    long quantity = 0;
    for (var line : order.json().path("lines")) {
      quantity += line.path("sku").asText().equals(sku) ? line.path("quantity").asLong() : 0;
    }
    return order.text("stock").equals("RESERVED") ? quantity : 0;
  }

  private static long granted(SeenOrder order, String customer) {
    boolean counts =
        order.text("customerId").equals(customer) && order.text("points").equals("GRANTED");
    return counts ? order.json().path("total").asLong() / 100 : 0;
  }

  private void act() {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> place(basket());
      case 3 -> placeAgain();
      case 4 -> anyOrder().ifPresent(shop::cancel);
      case 5, 6 -> anyOrder().ifPresent(this::pay);
      case 7, 8 -> repeatAMessage();
      case 9 -> shop.platform.trigger(one(CONSUMERS)).pause();
      case 10 -> shop.platform.trigger(one(CONSUMERS)).resume();
      default -> shop.settle();
    }
  }

  private Basket basket() {
    Basket basket = Basket.of(one(CUSTOMERS));
    int first = random.nextInt(SKUS.size());
    for (int line = 0; line < 1 + random.nextInt(2); line++) {
      basket = basket.with(SKUS.get((first + line) % SKUS.size()), 1 + random.nextInt(4));
    }
    baskets.add(basket);
    return basket;
  }

  private void place(Basket basket) {
    Answer placed = basket.order(shop, "key-" + baskets.indexOf(basket)).is(201);
    orders.put(placed.text("orderId"), placed);
  }

  private void placeAgain() {
    if (!baskets.isEmpty()) {
      place(one(baskets));
    }
  }

  private void pay(String order) {
    shop.pay(order, "pay-" + order, orders.get(order).number("total")).is(201);
  }

  private void repeatAMessage() {
    List<Map<String, AttributeValue>> told =
        shop.rows("outbox").stream().filter(row -> row.containsKey("type")).toList();
    if (!told.isEmpty()) {
      Map<String, AttributeValue> row = one(told);
      COPIES.get(row.get("type").s()).forEach(queue -> shop.send(queue, row.get("envelope").s()));
    }
  }

  private Optional<String> anyOrder() {
    return orders.isEmpty()
        ? Optional.empty()
        : Optional.of(one(orders.keySet().stream().sorted().toList()));
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
