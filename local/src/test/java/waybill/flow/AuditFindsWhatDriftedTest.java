package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What was planted is found, by its id and with what to do. */
@EmbeddedOnly(EmbeddedOnly.ROWS)
class AuditFindsWhatDriftedTest extends FlowTest {

  private final Audited audited = new Audited();
  private final Shop shop = audited.shop;

  @AfterEach
  void close() {
    audited.close();
  }

  @Test
  void an_order_whose_message_is_gone_is_found() {
    String order = audited.settledOrder();
    audited.delete("outbox", Audited.keyOf(audited.message("order.placed", order)));
    audited.finds("orders-without-message", order);
  }

  @Test
  void a_cancelled_order_that_told_nobody_is_found() {
    String order = audited.settledOrder();
    shop.cancel(order).is(200);
    shop.pass(Audited.LONG);
    audited.delete("outbox", Audited.keyOf(audited.message("order.cancelled", order)));
    audited.finds("orders-without-message", order);
  }

  @Test
  void a_message_whose_order_is_gone_is_found() {
    String order = audited.settledOrder();
    audited.delete("orders", Map.of("orderId", order));
    audited.finds("messages-without-order", order);
  }

  @Test
  void an_order_without_its_points_is_found_once_its_message_had_time_to_act() {
    String order = shop.place("tea", 1);
    shop.settle();
    audited.delete("points", Map.of("id", "o#" + order));
    assertThat(Audited.names(audited.report())).doesNotContain("orders-without-effects");
    shop.pass(Audited.LONG);
    audited.finds("orders-without-effects", order);
  }

  @Test
  void a_standing_order_whose_stock_was_released_is_found() {
    String order = audited.settledOrder();
    audited.set("stock", Map.of("id", "o#" + order), "state", AttributeValue.fromS("RELEASED"));
    audited.finds("orders-without-effects", order);
  }

  @Test
  void a_shortage_whose_order_stands_is_found() {
    shop.platform.trigger("OrderConsumerFunction").pause();
    String order = shop.place("nothing", 1);
    shop.settle();
    audited.purge("order");
    shop.pass(Audited.LONG);
    assertThat(audited.finds("shortages-of-standing-orders", order))
        .contains("sent-without-effect");
  }

  @Test
  void a_wrong_count_of_what_was_taken_is_found() {
    audited.settledOrder();
    audited.set("stock", Map.of("id", "s#demo#tea"), "taken", AttributeValue.fromN("2"));
    assertThat(audited.finds("stock-taken", "s#demo#tea")).containsExactly("stock-taken");
  }

  @Test
  void a_wrong_balance_is_found() {
    audited.settledOrder();
    audited.set("points", Map.of("id", "c#demo#c-1"), "balance", AttributeValue.fromN("0"));
    assertThat(audited.finds("points-balance", "c#demo#c-1")).containsExactly("points-balance");
  }

  @Test
  void an_effect_on_a_counter_that_is_not_there_is_found() {
    audited.settledOrder();
    audited.delete("stock", Map.of("id", "s#demo#tea"));
    assertThat(audited.finds("stock-taken", "s#demo#tea")).containsExactly("stock-taken");
  }

  @Test
  void a_message_that_is_pending_for_long_is_found() {
    shop.platform.trigger("OutboxRelayFunction").pause();
    String order = shop.place("tea", 1);
    shop.time.sleep(Audited.LONG);
    audited.finds("pending-too-long", audited.message("order.placed", order).get("messageId").s());
  }

  @Test
  void blocked_messages_are_found_by_their_class() {
    audited.settledOrder();
    Map<String, AttributeValue> row = new HashMap<>(shop.outbox("order.placed").get(0));
    row.put("bucket", AttributeValue.fromS("BLOCKED#0"));
    row.put("status", AttributeValue.fromS("BLOCKED"));
    row.put("errorClass", AttributeValue.fromS("unknown-version"));
    for (String id : List.of("msg_a", "msg_b")) {
      row.put("messageId", AttributeValue.fromS(id));
      shop.platform.dynamo().putItem(put -> put.tableName(shop.physical("outbox")).item(row));
    }
    assertThat(audited.finds("blocked", "2 of error class unknown-version"))
        .containsExactly("blocked");
  }

  @Test
  void a_message_that_was_purged_from_a_queue_is_found() {
    shop.platform.trigger("PointsConsumerFunction").pause();
    String order = shop.place("tea", 1);
    shop.settle();
    audited.purge("points");
    shop.pass(Audited.LONG);
    audited.finds(
        "sent-without-effect", audited.message("order.placed", order).get("messageId").s());
  }

  @Test
  void a_notification_that_was_purged_from_its_queue_is_found() {
    shop.pass(Duration.ofSeconds(1));
    shop.platform.trigger("NotifierFunction").pause();
    String order = audited.callbacks.paidOrder();
    shop.settle();
    audited.purge("notification");
    shop.pass(Audited.LONG);
    assertThat(audited.finds("sent-without-effect", order)).containsExactly("sent-without-effect");
  }
}
