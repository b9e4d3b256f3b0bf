package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.message.Envelope;
import waybill.message.PaymentCaptured;
import waybill.platform.Timestamp;

/** Invariant 2. */
class WhatIsPendingGetsSentTest extends FlowTest {

  private static final Duration LONGER_THAN_ANY_COPY = Duration.ofDays(4 + 14);

  @Test
  void the_relay_sends_at_once_and_marks_the_row_sent() {
    try (Shop shop = Shop.open()) {
      shop.place("tea", 1);
      assertThat(status(shop)).isEqualTo("PENDING by nobody");
      shop.settle();
      assertThat(status(shop)).isEqualTo("SENT by relay");
    }
  }

  @Test
  void what_the_relay_never_saw_is_sent_by_the_sweeper_when_it_is_a_minute_old() {
    try (Shop shop = Shop.open()) {
      shop.stock("tea", 5);
      shop.platform.stream("OutboxRelayFunction").lose(1);
      String order = shop.place("tea", 1);
      shop.pass(Duration.ofSeconds(59));
      shop.sweep();
      assertThat(status(shop)).isEqualTo("PENDING by nobody");
      shop.pass(Duration.ofSeconds(1));
      shop.sweep();
      assertThat(status(shop)).isEqualTo("SENT by sweeper");
      shop.order(order).is("PLACED", "RESERVED", "GRANTED");
    }
  }

  @Test
  void a_row_is_not_sent_before_every_queue_has_accepted_its_copy() {
    Faults faults = new Faults();
    try (Shop shop = Shop.open(faults)) {
      shop.stock("tea", 5);
      // order.placed goes to two queues: the first takes it, the second does not answer.
      faults.next("sendMessageBatch", SdkClientException.create("connection reset"));
      String order = shop.place("tea", 1);
      shop.settle();
      assertThat(faults.allHappened()).isTrue();
      shop.tick(Duration.ofMinutes(2));
      shop.order(order).is("PLACED", "RESERVED", "GRANTED");
      assertThat(status(shop)).startsWith("SENT");
      shop.stockIs("tea", 4, 1);
    }
  }

  @Test
  void a_mark_that_fails_leads_to_a_second_copy_and_never_to_a_loss() {
    Faults faults = new Faults();
    try (Shop shop = Shop.open(faults)) {
      shop.stock("tea", 5);
      faults.next("batchExecuteStatement", Faults.throttled());
      String order = shop.place("tea", 1);
      shop.settle();
      assertThat(status(shop)).isEqualTo("PENDING by nobody");
      shop.tick(Duration.ofMinutes(2));
      assertThat(status(shop)).isEqualTo("SENT by sweeper");
      shop.order(order).is("PLACED", "RESERVED", "GRANTED");
      shop.stockIs("tea", 4, 1);
    }
  }

  @Test
  void only_what_is_sent_ever_expires() {
    try (Shop shop = Shop.open()) {
      shop.platform.stream("OutboxRelayFunction").lose(1);
      shop.place("tea", 1);
      shop.place("tea", 2);
      shop.settle();
      for (Map<String, AttributeValue> row : shop.outbox("order.placed")) {
        if (row.get("status").s().equals("SENT")) {
          Instant expires = Instant.ofEpochSecond(Long.parseLong(row.get("expiresAt").n()));
          assertThat(expires).isAfter(shop.time.now().plus(LONGER_THAN_ANY_COPY));
        } else {
          assertThat(row).doesNotContainKey("expiresAt");
        }
      }
    }
  }

  @Test
  void the_watermark_passes_a_minute_with_something_left_in_it_and_keeps_it_in_mind() {
    Faults faults = new Faults();
    try (Shop shop = Shop.open(faults)) {
      OutboxRows outbox = new OutboxRows(shop);
      shop.platform.stream("OutboxRelayFunction").lose(1);
      shop.place("tea", 1);
      Instant placed = shop.time.now();
      shop.pass(Duration.ofMinutes(5));
      faults.next("sendMessageBatch", SdkClientException.create("outage"));
      shop.sweep();
      assertThat(faults.allHappened()).isTrue();
      assertThat(outbox.watermarks().values())
          .hasSize(Shards.USUAL)
          .allMatch(now -> now.isAfter(placed));
      assertThat(outbox.leftovers())
          .containsExactly(shop.outbox("order.placed").get(0).get("bucket").s());
      shop.pass(Duration.ofSeconds(1));
      shop.sweep();
      assertThat(status(shop)).isEqualTo("SENT by sweeper");
      assertThat(outbox.leftovers()).isEmpty();
    }
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.CALLS)
  void a_shard_that_cannot_be_read_does_not_keep_the_others_waiting() {
    Faults faults = new Faults();
    try (Shop shop =
        Shop.open(options -> Shards.are(Shards.DEPLOYED, options).dynamo(faults::around))) {
      shop.platform.stream("OutboxRelayFunction").lose(20);
      for (int i = 0; i < 20; i++) {
        shop.place("tea", 1);
      }
      shop.pass(Duration.ofMinutes(2));
      // The first query is for the watermarks; the second is the first shard's.
      faults.before("query", () -> {}).next("query", Faults.throttled());
      shop.sweep();
      assertThat(faults.allHappened()).isTrue();
      assertThat(shop.outbox("order.placed"))
          .filteredOn(row -> row.get("status").s().equals("PENDING"))
          .as("at most one shard's")
          .hasSizeLessThan(12);
    }
  }

  @Test
  void what_cannot_be_sent_holds_up_nothing_behind_it() {
    Faults faults = new Faults();
    // One shard, so that all stand in one bucket, and more than one page of them.
    try (Shop shop = Shop.open(options -> Shards.are(1, options).sqs(faults::withoutPointsQueue))) {
      shop.platform.stream("OutboxRelayFunction").pause();
      for (int i = 0; i < 60; i++) {
        shop.place("tea", 1);
      }
      // Behind more than a page of the others, whatever their ids are.
      PaymentCaptured captured = new PaymentCaptured("ord_1", "EUR", 150, "pay-1");
      String now = Timestamp.of(shop.time.now());
      new OutboxRows(shop).putUnsent(new Envelope("msg_zzz", "demo", now, null, captured));
      shop.pass(Duration.ofMinutes(2));
      shop.sweep();
      assertThat(shop.outbox("order.placed"))
          .allMatch(row -> row.get("status").s().equals("PENDING"));
      assertThat(shop.outbox("payment.captured"))
          .singleElement()
          .satisfies(row -> assertThat(row.get("status").s()).isEqualTo("SENT"));
    }
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.CALLS)
  void an_idle_sweeper_reads_little() {
    CapacityMeter meter = new CapacityMeter();
    try (Shop shop =
        Shop.open(options -> Shards.are(Shards.DEPLOYED, options).dynamo(meter::around))) {
      shop.tick(Duration.ofMinutes(3));
      meter.reset();
      shop.tick(Duration.ofMinutes(10));
      assertThat(meter.queries() / 10.0).as("reads a minute").isPositive().isLessThanOrEqualTo(40);
    }
  }

  private static String status(Shop shop) {
    Map<String, AttributeValue> row = shop.outbox("order.placed").get(0);
    AttributeValue by = row.getOrDefault("sentBy", AttributeValue.fromS("nobody"));
    return row.get("status").s() + " by " + by.s();
  }
}
