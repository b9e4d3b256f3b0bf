package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Invariants 3 and 4. */
class OneBadRecordNeverStopsTheOthersTest extends FlowTest {

  @Test
  void a_message_that_nobody_understands_is_blocked_and_the_others_go_on() {
    try (Shop shop = Shop.open()) {
      shop.stock("tea", 5);
      new OutboxRows(shop).putUnsent("msg_bad", "order.placed", "{\"type\":\"order.eaten\"}");
      String order = shop.place("tea", 1);
      shop.settle();
      shop.order(order).is("PLACED", "RESERVED", "GRANTED");
      assertThat(shop.rows("outbox"))
          .filteredOn(row -> row.get("messageId").s().equals("msg_bad"))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.get("bucket").s()).startsWith("BLOCKED#");
                assertThat(row.get("lastError").s()).contains("order.eaten");
                assertThat(row).doesNotContainKey("expiresAt");
              });
    }
  }

  @Test
  @EmbeddedOnly("LocalStack does not say that a bad character is the sender's fault")
  void a_message_that_sqs_refuses_is_blocked_and_the_others_of_its_batch_are_sent() {
    try (Shop shop = Shop.open()) {
      shop.stock("tea", 5);
      String good = shop.place("tea", 1);
      String envelope = shop.outbox("order.placed").get(0).get("envelope").s();
      // JSON takes it as it is; XML 1.0 has no such character, and so has SQS none (SendMessage).
      new OutboxRows(shop)
          .putUnsent("msg_bad", "order.placed", envelope.replace("EUR", "E\uFFFER"));
      shop.settle();
      shop.order(good).is("PLACED", "RESERVED", "GRANTED");
      assertThat(shop.outbox("order.placed"))
          .extracting(row -> row.get("messageId").s().equals("msg_bad") + row.get("status").s())
          .containsExactlyInAnyOrder("trueBLOCKED", "falseSENT");
      assertThat(shop.outbox("order.placed"))
          .filteredOn(row -> row.get("status").s().equals("BLOCKED"))
          .singleElement()
          .satisfies(row -> assertThat(row.get("errorClass").s()).startsWith("InvalidAttribute"));
    }
  }

  @Test
  void a_hundred_messages_at_once_are_each_sent_to_each_queue() {
    try (Shop shop = Shop.open()) {
      shop.stock("tea", 100);
      shop.platform.trigger("OutboxRelayFunction").pause();
      for (int i = 0; i < 100; i++) {
        shop.place("tea", 1);
      }
      shop.platform.trigger("OutboxRelayFunction").resume();
      shop.settle();
      shop.stockIs("tea", 0, 100);
      shop.pointsAre(100);
      assertThat(shop.outbox("order.placed"))
          .hasSize(100)
          .allMatch(row -> row.get("status").s().equals("SENT"));
    }
  }

  @Test
  void when_nothing_at_all_can_be_sent_the_stream_waits_and_sends_later() {
    Faults faults = new Faults();
    try (Shop shop = Shop.open(faults)) {
      shop.stock("tea", 5);
      faults.next("sendMessageBatch", SdkClientException.create("outage"));
      String order = shop.place("tea", 1);
      shop.settle();
      shop.pass(Duration.ofSeconds(30));
      assertThat(faults.allHappened()).isTrue();
      shop.order(order).is("PLACED", "RESERVED", "GRANTED");
      assertThat(shop.outbox("order.placed").get(0).get("sentBy").s()).isEqualTo("relay");
    }
  }
}
