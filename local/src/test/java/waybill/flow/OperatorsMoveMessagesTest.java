package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.desk.StackAccess;
import waybill.outbox.OutboxDesk;
import waybill.outbox.OutboxRow;
import waybill.outbox.OutboxStatus;
import waybill.platform.Retry;
import waybill.platform.Timestamp;

/** What operators make PENDING again is sent again, and acts once. */
class OperatorsMoveMessagesTest extends FlowTest {

  private final Faults faults = new Faults();
  private final Shop shop = Shop.open();
  private final OutboxDesk desk = new OutboxDesk(Desk.of(shop).platform());

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void an_unblocked_message_is_an_ordinary_one_of_the_present_minute_and_wakes_the_relay() {
    shop.stock("tea", 5);
    String order = blockedOrder();
    shop.time.sleep(Duration.ofHours(3));
    OutboxRow blocked = onlyBlocked();
    assertThat(desk.unblock(blocked)).isTrue();

    OutboxRow pending = desk.find(blocked.messageId()).orElseThrow();
    assertThat(pending.bucket()).isEqualTo("3#" + minute());
    assertThat(pending.names())
        .containsExactlyInAnyOrder(
            "bucket", "messageId", "type", "status", "envelope", "createdAt");
    assertThat(pending.createdAt()).isEqualTo(shop.time.now());
    assertThat(desk.rows(OutboxStatus.BLOCKED)).isEmpty();
    shop.settle();
    shop.order(order).is("PLACED", "RESERVED", "GRANTED");
  }

  @Test
  void a_message_that_is_unblocked_twice_is_moved_once() {
    blockedOrder();
    OutboxRow blocked = onlyBlocked();
    assertThat(desk.unblock(blocked)).isTrue();
    shop.time.sleep(Duration.ofMinutes(1));
    assertThat(desk.unblock(blocked)).isFalse();
    assertThat(shop.outbox("order.placed")).hasSize(1);
  }

  @Test
  void a_move_whose_answer_was_lost_is_known_to_be_done() {
    blockedOrder();
    faults.loseTheAnswerOf("transactWriteItems");
    assertThat(faulty().unblock(onlyBlocked())).isTrue();
    assertThat(faults.allHappened()).isTrue();
    assertThat(shop.outbox("order.placed")).hasSize(1);
  }

  @Test
  void a_move_that_is_not_carried_out_leaves_the_message_where_it_was() {
    blockedOrder();
    for (int i = 0; i < 100; i++) {
      faults.next("transactWriteItems", SdkClientException.create("no answer"));
    }
    assertThatThrownBy(() -> faulty().unblock(onlyBlocked())).isInstanceOf(Retry.Busy.class);
    assertThat(desk.rows(OutboxStatus.BLOCKED)).hasSize(1);
    assertThat(shop.outbox("order.placed")).hasSize(1);
  }

  @Test
  void a_resent_message_goes_out_again_and_acts_once() {
    shop.stock("tea", 5);
    String order = shop.place("tea", 2);
    shop.settle();
    shop.time.sleep(Duration.ofMinutes(3));
    OutboxRow sent = onlySent();
    assertThat(desk.resend(sent)).isTrue();
    assertThat(desk.find(sent.messageId()).orElseThrow().names())
        .doesNotContain("sentAt", "sentBy", "expiresAt");
    shop.settle();
    OutboxRow again = onlySent();
    assertThat(again.bucket()).endsWith(minute());
    shop.order(order).is("PLACED", "RESERVED", "GRANTED");
    shop.stockIs("tea", 3, 2);
    shop.pointsAre(3);
  }

  @Test
  void a_message_of_this_very_minute_is_resent_from_the_next_ones_bucket() {
    shop.stock("tea", 5);
    shop.place("tea", 1);
    shop.settle();
    OutboxRow sent = onlySent();
    assertThat(desk.resend(sent)).isTrue();
    assertThat(desk.find(sent.messageId()).orElseThrow().status()).isEqualTo(OutboxStatus.PENDING);
    shop.settle();
    assertThat(onlySent().bucket()).isNotEqualTo(sent.bucket());
  }

  @Test
  void a_resent_message_that_a_purged_queue_lost_has_its_effect_after_all() {
    shop.stock("tea", 5);
    shop.platform.trigger("InventoryConsumerFunction").pause();
    String order = shop.place("tea", 1);
    shop.settle();
    shop.platform.sqs().purgeQueue(r -> r.queueUrl(shop.platform.queueUrl("inventory")));
    shop.platform.trigger("InventoryConsumerFunction").resume();
    desk.resend(onlySent());
    shop.settle();
    shop.order(order).is("PLACED", "RESERVED", "GRANTED");
  }

  // ---- how it is told

  /** An order whose message was moved to BLOCKED before the relay could send it. */
  private String blockedOrder() {
    shop.platform.trigger("OutboxRelayFunction").pause();
    String order = shop.place("tea", 1);
    Map<String, AttributeValue> row = new HashMap<>(shop.outbox("order.placed").get(0));
    Map<String, AttributeValue> key =
        Map.of("bucket", row.get("bucket"), "messageId", row.get("messageId"));
    DynamoDbClient dynamo = shop.platform.dynamo();
    dynamo.deleteItem(delete -> delete.tableName(shop.physical("outbox")).key(key));
    shop.platform.stream("OutboxRelayFunction").lose(1);
    row.put("bucket", AttributeValue.fromS("BLOCKED#3"));
    row.put("status", AttributeValue.fromS("BLOCKED"));
    for (String text : List.of("firstErrorAt", "lastErrorAt", "blockedAt")) {
      row.put(text, AttributeValue.fromS(Timestamp.of(shop.time.now())));
    }
    row.put("errorClass", AttributeValue.fromS("unknown-version"));
    row.put("lastError", AttributeValue.fromS("unknown version 2 of order.placed"));
    row.put("attempts", AttributeValue.fromN("1"));
    row.put("strikes", AttributeValue.fromN("1"));
    dynamo.putItem(put -> put.tableName(shop.physical("outbox")).item(row));
    shop.platform.trigger("OutboxRelayFunction").resume();
    shop.settle();
    shop.order(order).is("PLACED", "PENDING", "PENDING");
    return order;
  }

  private OutboxDesk faulty() {
    StackAccess stack =
        StackAccess.of(
            shop.platform.template().stackName(),
            shop.time,
            faults.around(shop.platform.dynamo()),
            shop.platform.sqs());
    return new OutboxDesk(stack.platform());
  }

  private OutboxRow onlyBlocked() {
    return desk.rows(OutboxStatus.BLOCKED).findFirst().orElseThrow();
  }

  private OutboxRow onlySent() {
    List<OutboxRow> sent = desk.rows(OutboxStatus.SENT).toList();
    assertThat(sent).hasSize(1);
    return sent.get(0);
  }

  private String minute() {
    return Timestamp.of(shop.time.now()).substring(0, "2026-11-22T10:15".length());
  }
}
