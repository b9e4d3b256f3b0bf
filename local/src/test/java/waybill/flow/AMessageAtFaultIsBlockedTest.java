package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Invariants 3 and 4: whose fault it is, and that nothing else is held up by it. */
class AMessageAtFaultIsBlockedTest extends FlowTest {

  private final FaultySqs sqs = new FaultySqs();

  @Test
  void what_fails_eight_times_while_others_go_through_is_blocked_and_says_why() {
    try (Shop shop = open()) {
      OutboxRows outbox = new OutboxRows(shop);
      shop.platform.trigger("OutboxRelayFunction").pause();
      sqs.fail("msg_bad", "InternalError");
      Instant written = shop.time.now();
      outbox.put(0, written, "msg_bad");
      for (int i = 0; i < 20; i++) {
        outbox.put(0, shop.time.now(), "msg_good_" + i);
        shop.tick(Duration.ofMinutes(3), Duration.ofMinutes(3));
      }
      Map<String, AttributeValue> row = outbox.of("msg_bad");
      assertThat(row.get("status").s()).isEqualTo("BLOCKED");
      assertThat(row.get("bucket").s()).isEqualTo("BLOCKED#0");
      assertThat(Integer.parseInt(row.get("attempts").n()))
          .as("eight, and a few before others went through in the same sweep")
          .isBetween(8, 11);
      assertThat(row.get("errorClass").s()).isEqualTo("InternalError");
      assertThat(row.get("lastError").s()).isEqualTo("as the test wants it");
      assertThat(Instant.parse(row.get("firstErrorAt").s()))
          .isBetween(written.plusSeconds(60), written.plusSeconds(240));
      assertThat(row.get("lastErrorAt").s()).isGreaterThan(row.get("firstErrorAt").s());
      assertThat(row).doesNotContainKeys("expiresAt", "retryAt");
    }
  }

  @Test
  void what_fails_alone_may_be_the_queues_fault_and_stays_pending() {
    try (Shop shop = open()) {
      OutboxRows outbox = new OutboxRows(shop);
      shop.platform.trigger("OutboxRelayFunction").pause();
      sqs.fail("msg_bad", "InternalError");
      outbox.put(0, shop.time.now(), "msg_bad");
      shop.tick(Duration.ofHours(2), Duration.ofMinutes(5));
      assertThat(outbox.fate("msg_bad")).isEqualTo("PENDING");
      assertThat(Integer.parseInt(outbox.of("msg_bad").get("attempts").n())).isGreaterThan(8);
    }
  }

  @Test
  void while_it_fails_the_watermark_passes_on_and_the_others_are_as_quick_as_ever() {
    try (Shop shop = open()) {
      OutboxRows outbox = new OutboxRows(shop);
      shop.platform.trigger("OutboxRelayFunction").pause();
      sqs.fail("msg_bad", "InternalError");
      Instant written = shop.time.now();
      outbox.put(0, written, "msg_bad");
      shop.tick(Duration.ofMinutes(6));
      assertThat(outbox.watermarks().get(0)).isAfter(written);
      assertThat(outbox.leftovers()).containsExactly(OutboxRows.bucket(0, written));
      outbox.put(0, shop.time.now(), "msg_good");
      shop.tick(Duration.ofMinutes(1));
      assertThat(outbox.fate("msg_good")).isEqualTo("SENT by sweeper");
      sqs.fail("nothing", "");
      shop.tick(Duration.ofMinutes(20), Duration.ofMinutes(5));
      assertThat(outbox.fate("msg_bad")).isEqualTo("SENT by sweeper");
      assertThat(outbox.leftovers()).isEmpty();
    }
  }

  @Test
  void a_message_that_spoils_the_call_for_those_beside_it_is_told_apart_and_blocked() {
    try (Shop shop = open()) {
      OutboxRows outbox = new OutboxRows(shop);
      sqs.spoil("msg_bad");
      outbox.put(0, shop.time.now(), "msg_a");
      outbox.put(0, shop.time.now(), "msg_bad");
      outbox.put(0, shop.time.now(), "msg_c");
      shop.settle();
      assertThat(outbox.fate("msg_a")).isEqualTo("SENT by relay");
      assertThat(outbox.fate("msg_c")).isEqualTo("SENT by relay");
      assertThat(outbox.fate("msg_bad")).isEqualTo("PENDING");
      shop.platform.trigger("OutboxRelayFunction").pause();
      for (int i = 0; i < 20; i++) {
        outbox.put(0, shop.time.now(), "msg_good_" + i);
        shop.tick(Duration.ofMinutes(3), Duration.ofMinutes(3));
      }
      assertThat(outbox.of("msg_bad").get("errorClass").s()).isEqualTo("InvalidParameterValue");
      assertThat(outbox.fate("msg_bad")).isEqualTo("BLOCKED");
    }
  }

  @Test
  void a_message_of_an_unknown_version_is_blocked_with_that_reason() {
    try (Shop shop = open()) {
      OutboxRows outbox = new OutboxRows(shop);
      String later = outbox.captured("msg_bad").replace("\"dataversion\":1", "\"dataversion\":7");
      new OutboxRows(shop).putUnsent("msg_bad", "payment.captured", later);
      shop.settle();
      assertThat(outbox.fate("msg_bad")).isEqualTo("BLOCKED");
      assertThat(outbox.of("msg_bad").get("errorClass").s()).isEqualTo("unknown-version");
      assertThat(outbox.of("msg_bad").get("lastError").s()).contains("7", "payment.captured");
    }
  }

  @Test
  void a_row_that_is_nearly_empty_is_blocked_by_the_relay_and_by_the_sweeper() {
    try (Shop shop = open()) {
      OutboxRows outbox = new OutboxRows(shop);
      outbox.put(keyAndStatus(shop, "msg_seen"));
      outbox.put(0, shop.time.now(), "msg_good");
      shop.settle();
      assertThat(outbox.fate("msg_good")).isEqualTo("SENT by relay");
      assertThat(outbox.of("msg_seen").get("errorClass").s()).isEqualTo("unreadable");
      shop.platform.trigger("OutboxRelayFunction").pause();
      outbox.put(keyAndStatus(shop, "msg_swept"));
      outbox.put(0, shop.time.now(), "msg_too");
      shop.tick(Duration.ofMinutes(2));
      assertThat(outbox.fate("msg_too")).isEqualTo("SENT by sweeper");
      assertThat(outbox.of("msg_swept").get("errorClass").s()).isEqualTo("unreadable");
    }
  }

  @Test
  void a_row_of_nonsense_is_blocked_by_the_relay_and_by_the_sweeper() {
    try (Shop shop = open()) {
      OutboxRows outbox = new OutboxRows(shop);
      outbox.put(nonsense(shop, outbox, "msg_seen"));
      outbox.put(0, shop.time.now(), "msg_good");
      shop.settle();
      assertThat(outbox.fate("msg_good")).isEqualTo("SENT by relay");
      assertThat(outbox.of("msg_seen").get("errorClass").s()).isEqualTo("unreadable");
      shop.platform.trigger("OutboxRelayFunction").pause();
      outbox.put(nonsense(shop, outbox, "msg_swept"));
      outbox.put(0, shop.time.now(), "msg_too");
      shop.tick(Duration.ofMinutes(2));
      assertThat(outbox.fate("msg_too")).isEqualTo("SENT by sweeper");
      assertThat(outbox.fate("msg_swept")).isEqualTo("BLOCKED");
    }
  }

  private static Map<String, AttributeValue> nonsense(Shop shop, OutboxRows outbox, String id) {
    Map<String, AttributeValue> row = new HashMap<>(keyAndStatus(shop, id));
    row.put(
        "envelope",
        AttributeValue.fromS(outbox.captured(id).replaceAll("\"data\":\\{.*}}", "\"data\":null}")));
    row.put("attempts", AttributeValue.fromN("1.5"));
    row.put("createdAt", AttributeValue.fromS("yesterday"));
    row.put("retryAt", AttributeValue.fromS("soon"));
    return row;
  }

  private static Map<String, AttributeValue> keyAndStatus(Shop shop, String id) {
    return Map.of(
        "bucket", AttributeValue.fromS(OutboxRows.bucket(0, shop.time.now())),
        "messageId", AttributeValue.fromS(id),
        "status", AttributeValue.fromS("PENDING"));
  }

  private Shop open() {
    return Shop.open(options -> Shards.are(1, options).sqs(sqs::around));
  }
}
