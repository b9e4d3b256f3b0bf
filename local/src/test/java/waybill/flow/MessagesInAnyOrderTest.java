package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.message.Message;
import waybill.message.OrderCancelled;
import waybill.message.OrderPlaced;
import waybill.message.OrderRejected;
import waybill.message.PaymentRefunded;

/**
 * Invariant 5, exhaustively: whatever a consumer can hear of an order, in every order and with
 * every repetition up to five messages, ends as the first decision says it must. Each sequence is
 * the life of an order of its own.
 */
@EmbeddedOnly(EmbeddedOnly.CALLS)
class MessagesInAnyOrderTest extends FlowTest {

  private static final int MESSAGES_MAX = 5;

  /** In a batch of its own a life's copies are one, so that longer ones show nothing more. */
  private static final int MESSAGES_IN_ONE_BATCH_MAX = 4;

  /** How many lives are told side by side: their messages of the same rank come in one batch. */
  private static final int LIVES_AT_ONCE = 50;

  private static final int STOCK = 1000;
  private static final int QUANTITY = 3;
  private static final int POINTS = 4;
  private static final List<String> STOCK_HEARS = List.of(OrderPlaced.TYPE, OrderCancelled.TYPE);
  private static final List<String> POINTS_HEAR =
      List.of(OrderPlaced.TYPE, OrderCancelled.TYPE, OrderRejected.TYPE, PaymentRefunded.TYPE);

  private final Shop shop = Shop.open();
  private int lives;

  @AfterEach
  void close() {
    shop.close();
  }

  /** What an order's consumers hear of it, from the first message to the last. */
  private record Life(String orderId, String sku, String customerId, List<String> types) {

    boolean isOnlyPlaced() {
      return types.stream().allMatch(OrderPlaced.TYPE::equals);
    }

    List<Message> messages() {
      return types.stream().map(this::message).toList();
    }

    private Message message(String type) {
      return switch (type) {
        case OrderPlaced.TYPE ->
            new OrderPlaced(
                orderId, customerId, "EUR", 450, List.of(new OrderPlaced.Line(sku, QUANTITY)));
        case OrderCancelled.TYPE -> new OrderCancelled(orderId, customerId, "EUR", 450);
        case OrderRejected.TYPE -> new OrderRejected(orderId, customerId, "EUR", 450, "no stock");
        default -> new PaymentRefunded(orderId, customerId, "EUR", 450, "pay-1", "no stock");
      };
    }
  }

  @Test
  void stock_is_taken_or_returned_whatever_comes_first_and_however_often() throws Exception {
    for (boolean inOneBatch : List.of(true, false)) {
      String sku = "enough-" + inOneBatch;
      shop.stock(sku, STOCK);
      List<Life> told = tell("InventoryConsumerFunction", STOCK_HEARS, sku, inOneBatch);
      Map<String, Map<String, AttributeValue>> rows = rows("stock");
      int taken = 0;
      for (Life life : told) {
        String state = life.isOnlyPlaced() ? "RESERVED" : "RELEASED";
        assertThat(state(rows, life)).as(life.toString()).isEqualTo(state);
        taken += life.isOnlyPlaced() ? QUANTITY : 0;
      }
      shop.stockIs(sku, STOCK - taken, taken);
    }
    assertThat(shop.outbox("stock.rejected")).isEmpty();
    assertThat(lives).isEqualTo(30 + 62);
  }

  @Test
  void a_shortage_is_told_once_or_never_whatever_comes_first_and_however_often() throws Exception {
    for (boolean inOneBatch : List.of(true, false)) {
      String sku = "short-" + inOneBatch;
      shop.stock(sku, QUANTITY - 1);
      List<Life> told = tell("InventoryConsumerFunction", STOCK_HEARS, sku, inOneBatch);
      Map<String, Map<String, AttributeValue>> rows = rows("stock");
      List<String> rejections =
          shop.outbox("stock.rejected").stream().map(row -> row.get("envelope").s()).toList();
      for (Life life : told) {
        boolean rejected = life.types().get(0).equals(OrderPlaced.TYPE);
        assertThat(state(rows, life))
            .as(life.toString())
            .isEqualTo(rejected ? "REJECTED" : "RELEASED");
        assertThat(rejections.stream().filter(text -> text.contains(life.orderId())).count())
            .as(life.toString())
            .isEqualTo(rejected ? 1 : 0);
      }
      shop.stockIs(sku, QUANTITY - 1, 0);
    }
    assertThat(lives).isEqualTo(30 + 62);
  }

  @Test
  void points_are_granted_or_taken_back_whatever_comes_first_and_however_often() throws Exception {
    for (boolean inOneBatch : List.of(true, false)) {
      String customer = "customer-" + inOneBatch;
      List<Life> told = tell("PointsConsumerFunction", POINTS_HEAR, customer, inOneBatch);
      Map<String, Map<String, AttributeValue>> rows = rows("points");
      long balance = 0;
      for (Life life : told) {
        String state = life.isOnlyPlaced() ? "GRANTED" : "REVERSED";
        assertThat(state(rows, life)).as(life.toString()).isEqualTo(state);
        balance += life.isOnlyPlaced() ? POINTS : 0;
      }
      assertThat(rows.get("c#demo#" + customer).get("balance").n())
          .isEqualTo(Long.toString(balance));
    }
    assertThat(lives).isEqualTo(340 + 1364);
  }

  /**
   * Tells every life there is, all of one SKU or customer: each life in a batch of its own, or the
   * messages of many lives, one of each, in a batch.
   */
  private List<Life> tell(String function, List<String> types, String name, boolean inOneBatch)
      throws Exception {
    List<Life> told = new ArrayList<>();
    int length = inOneBatch ? MESSAGES_IN_ONE_BATCH_MAX : MESSAGES_MAX;
    for (List<String> sequence : Sequences.of(types, length)) {
      told.add(new Life("ord_%05d".formatted(lives++), name, name, sequence));
    }
    if (inOneBatch) {
      for (Life life : told) {
        assertThat(MessageBatch.of(life.messages()).givenBackBy(shop, function)).isEmpty();
      }
      return told;
    }
    for (int from = 0; from < told.size(); from += LIVES_AT_ONCE) {
      List<Life> some = told.subList(from, Math.min(from + LIVES_AT_ONCE, told.size()));
      for (int rank = 0; rank < MESSAGES_MAX; rank++) {
        int next = rank;
        List<Message> messages =
            some.stream()
                .filter(life -> next < life.types().size())
                .map(life -> life.messages().get(next))
                .toList();
        assertThat(MessageBatch.of(messages).givenBackBy(shop, function)).isEmpty();
      }
    }
    return told;
  }

  private static String state(Map<String, Map<String, AttributeValue>> rows, Life life) {
    return rows.get("o#" + life.orderId()).get("state").s();
  }

  private Map<String, Map<String, AttributeValue>> rows(String table) {
    Map<String, Map<String, AttributeValue>> byId = new HashMap<>();
    shop.rows(table).forEach(row -> byId.put(row.get("id").s(), row));
    return byId;
  }
}
