package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import waybill.local.engine.ClientProxy;

/** Invariant 4, in the instant between a send and its mark. */
class TheRelayMarksTest extends FlowTest {

  private final Faults faults = new Faults();

  @Test
  void a_row_that_was_moved_meanwhile_is_never_brought_back() {
    try (Shop shop = Shop.open(faults)) {
      shop.place("tea", 1);
      Map<String, AttributeValue> row = shop.outbox("order.placed").get(0);
      faults.before("batchExecuteStatement", () -> move(shop, row));
      shop.settle();
      assertThat(faults.allHappened()).isTrue();
      assertThat(shop.outbox("order.placed"))
          .singleElement()
          .satisfies(
              moved -> {
                assertThat(moved.get("bucket").s()).isEqualTo("BLOCKED#0");
                assertThat(moved.get("status").s()).isEqualTo("BLOCKED");
                assertThat(moved).doesNotContainKeys("sentAt", "expiresAt");
              });
    }
  }

  @Test
  void a_row_that_somebody_else_marked_meanwhile_keeps_that_mark() {
    try (Shop shop = Shop.open(faults)) {
      shop.place("tea", 1);
      Map<String, AttributeValue> row = shop.outbox("order.placed").get(0);
      faults.before("batchExecuteStatement", () -> markAsSweeper(shop, row));
      shop.settle();
      assertThat(faults.allHappened()).isTrue();
      assertThat(shop.outbox("order.placed").get(0).get("sentBy").s()).isEqualTo("sweeper");
    }
  }

  @Test
  void a_crash_between_send_and_mark_leads_to_a_second_send_and_never_to_a_loss() {
    try (Shop shop = Shop.open(faults)) {
      shop.stock("tea", 5);
      String order = shop.place("tea", 1);
      faults.next("batchExecuteStatement", new IllegalStateException("the process died here"));
      shop.settle();
      assertThat(faults.allHappened()).isTrue();
      shop.pass(Duration.ofSeconds(30));
      shop.order(order).is("PLACED", "RESERVED", "GRANTED");
      assertThat(shop.outbox("order.placed").get(0).get("sentBy").s()).isEqualTo("relay");
      shop.stockIs("tea", 4, 1);
    }
  }

  @Test
  @EmbeddedOnly("its stream shows a hundred records in several pieces")
  void marks_of_a_hundred_messages_are_four_round_trips() {
    AtomicInteger marks = new AtomicInteger();
    try (Shop shop = Shop.open(options -> options.dynamo(client -> counting(client, marks)))) {
      shop.platform.trigger("OutboxRelayFunction").pause();
      OutboxRows outbox = new OutboxRows(shop);
      for (int i = 0; i < 100; i++) {
        outbox.put(0, shop.time.now(), "msg_" + i);
      }
      shop.platform.trigger("OutboxRelayFunction").resume();
      shop.platform.trigger("NotifierFunction").pause();
      shop.settle();
      assertThat(outbox.statuses()).hasSize(100).containsOnly("SENT");
      assertThat(marks).hasValue(4);
    }
  }

  private static DynamoDbClient counting(DynamoDbClient client, AtomicInteger marks) {
    return ClientProxy.around(
        DynamoDbClient.class,
        client,
        (operation, request, call) -> {
          if (request instanceof BatchExecuteStatementRequest) {
            marks.incrementAndGet();
          }
          return call.proceed(request);
        });
  }

  private static void markAsSweeper(Shop shop, Map<String, AttributeValue> row) {
    Map<String, AttributeValue> sent = new HashMap<>(row);
    sent.put("status", AttributeValue.fromS("SENT"));
    sent.put("sentBy", AttributeValue.fromS("sweeper"));
    new OutboxRows(shop).put(sent);
  }

  private static void move(Shop shop, Map<String, AttributeValue> row) {
    OutboxRows outbox = new OutboxRows(shop);
    shop.platform
        .dynamo()
        .deleteItem(
            delete ->
                delete
                    .tableName(shop.physical("outbox"))
                    .key(Map.of("bucket", row.get("bucket"), "messageId", row.get("messageId"))));
    Map<String, AttributeValue> blocked = new HashMap<>(row);
    blocked.put("bucket", AttributeValue.fromS("BLOCKED#0"));
    blocked.put("status", AttributeValue.fromS("BLOCKED"));
    outbox.put(blocked);
  }
}
