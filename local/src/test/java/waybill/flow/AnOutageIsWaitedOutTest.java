package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.platform.Metric;

/**
 * Invariant 2, while SQS is in trouble: what is nobody's fault stays PENDING as long as it takes.
 */
class AnOutageIsWaitedOutTest extends FlowTest {

  private static final Duration BACKOFF_MAX = Duration.ofMinutes(15);

  private final FaultySqs sqs = new FaultySqs();

  @Test
  @EmbeddedOnly(EmbeddedOnly.CALLS)
  void ten_hours_without_sqs_end_with_everything_sent_and_nothing_blocked() {
    try (Shop shop = oneShard()) {
      shop.stock("tea", 100);
      sqs.down(queue -> true);
      int orders = 0;
      for (int minute = 0; minute < 10 * 60; minute += 30) {
        shop.place("tea", 1);
        orders++;
        shop.tick(Duration.ofMinutes(30), Duration.ofMinutes(15));
      }
      OutboxRows outbox = new OutboxRows(shop);
      assertThat(outbox.statuses()).hasSize(orders).containsOnly("PENDING");
      sqs.down(queue -> false);
      shop.tick(BACKOFF_MAX.multipliedBy(2), Duration.ofMinutes(5));
      assertThat(outbox.statuses()).hasSize(orders).containsOnly("SENT");
      assertThat(outbox.leftovers()).isEmpty();
      shop.stockIs("tea", 100 - orders, orders);
      shop.pointsAre(orders);
    }
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.CALLS)
  void a_failed_try_is_repeated_after_a_pause_that_doubles_to_15_minutes_with_full_jitter() {
    try (Shop shop = oneShard()) {
      shop.platform.stream("OutboxRelayFunction").lose(1);
      shop.place("tea", 1);
      sqs.down(queue -> true);
      for (int sweep = 0; sweep < 45; sweep++) {
        shop.pass(Duration.ofMinutes(1));
        shop.sweep();
        Map<String, AttributeValue> row = shop.outbox("order.placed").get(0);
        if (row.containsKey("retryAt")) {
          int attempts = Integer.parseInt(row.get("attempts").n());
          Instant failed = Instant.parse(row.get("lastErrorAt").s());
          assertThat(Duration.between(failed, Instant.parse(row.get("retryAt").s())))
              .as("pause after attempt " + attempts)
              .isBetween(Duration.ZERO, doubled(attempts));
        }
      }
      Map<String, AttributeValue> row = shop.outbox("order.placed").get(0);
      assertThat(Integer.parseInt(row.get("attempts").n()))
          .as("tries in 45 minutes: 45 without any pause, 10 with the longest ones")
          .isBetween(10, 30);
      assertThat(row.get("errorClass").s()).isEqualTo("no-answer");
      assertThat(row.get("firstErrorAt").s()).isLessThan(row.get("lastErrorAt").s());
      assertThat(row).doesNotContainKey("expiresAt");
    }
  }

  @Test
  void a_queue_that_is_down_costs_a_sweep_one_call() {
    try (Shop shop = oneShard()) {
      shop.platform.trigger("OutboxRelayFunction").pause();
      for (int i = 0; i < 60; i++) {
        shop.place("tea", 1);
      }
      shop.pass(Duration.ofMinutes(2));
      sqs.down(queue -> queue.equals("points"));
      shop.sweep();
      int first = sqs.calls();
      assertThat(first)
          .as("50 rows go to inventory in 5 calls; points is asked once")
          .isEqualTo(5 + 1);
    }
  }

  @Test
  void what_one_queue_does_not_take_leaves_no_copy_in_the_next() {
    try (Shop shop = oneShard()) {
      shop.stock("tea", 5);
      sqs.down(queue -> queue.equals("inventory"));
      String order = shop.place("tea", 1);
      shop.settle();
      shop.order(order).is("PLACED", "PENDING", "PENDING");
    }
  }

  @Test
  void the_messages_of_other_queues_are_sent_in_the_very_sweep_in_which_one_is_down() {
    try (Shop shop = oneShard()) {
      shop.platform.trigger("OutboxRelayFunction").pause();
      OutboxRows outbox = new OutboxRows(shop);
      sqs.down(queue -> queue.equals("points"));
      shop.place("tea", 1);
      shop.tick(Duration.ofMinutes(30), Duration.ofMinutes(5));
      outbox.put(0, shop.time.now(), "msg_other");
      shop.pass(Duration.ofMinutes(1));
      shop.sweep();
      assertThat(outbox.fate("msg_other")).isEqualTo("SENT by sweeper");
      assertThat(shop.outbox("order.placed").get(0).get("status").s()).isEqualTo("PENDING");
    }
  }

  @Test
  void what_is_throttled_entry_by_entry_stays_pending_while_others_go_through() {
    try (Shop shop = oneShard()) {
      OutboxRows outbox = new OutboxRows(shop);
      // AWS calls this the sender's fault.
      sqs.fail("msg_slow", "RequestThrottled", true);
      outbox.put(0, shop.time.now(), "msg_slow");
      for (int i = 0; i < 20; i++) {
        outbox.put(0, shop.time.now(), "msg_other_" + i);
        shop.tick(Duration.ofMinutes(3), Duration.ofMinutes(3));
      }
      assertThat(outbox.fate("msg_slow")).isEqualTo("PENDING");
      assertThat(Integer.parseInt(outbox.of("msg_slow").get("attempts").n())).isGreaterThan(8);
      sqs.fail("nothing", "");
      shop.tick(BACKOFF_MAX, Duration.ofMinutes(5));
      assertThat(outbox.statuses()).hasSize(21).containsOnly("SENT");
    }
  }

  @Test
  void calls_that_fail_for_sqs_itself_point_at_no_message() {
    try (Shop shop = oneShard()) {
      OutboxRows outbox = new OutboxRows(shop);
      shop.platform.trigger("OutboxRelayFunction").pause();
      sqs.flicker();
      // More than one call takes, so that others go through in each run.
      for (int i = 0; i < 25; i++) {
        outbox.put(0, shop.time.now(), "msg_" + i);
      }
      for (int i = 0; i < 12; i++) {
        outbox.put(0, shop.time.now(), "msg_more_" + i);
        shop.tick(Duration.ofMinutes(15), Duration.ofMinutes(15));
      }
      assertThat(outbox.statuses()).hasSize(37).doesNotContain("BLOCKED");
    }
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.CALLS)
  void what_the_sweeper_does_not_come_to_raises_the_age_too() {
    try (Shop shop = oneShard()) {
      OutboxRows outbox = new OutboxRows(shop);
      shop.platform.trigger("OutboxRelayFunction").pause();
      shop.platform.trigger("NotifierFunction").pause();
      shop.tick(Duration.ofMinutes(5), Duration.ofMinutes(5));
      outbox.putMany(1_040, 0, shop.time.now(), "msg_");
      shop.pass(Duration.ofMinutes(20));
      shop.sweep();
      assertThat(shop.figures.of(Metric.OLDEST_UNSENT_AGE))
          .last()
          .satisfies(age -> assertThat(age).isGreaterThanOrEqualTo(20 * 60.0));
    }
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.CALLS)
  void what_waits_for_a_queue_that_is_down_does_not_use_up_what_a_sweep_may_try() {
    try (Shop shop = oneShard()) {
      OutboxRows outbox = new OutboxRows(shop);
      shop.platform.trigger("OutboxRelayFunction").pause();
      outbox.putMany(1_100, 0, shop.time.now(), "msg_");
      shop.pass(Duration.ofMinutes(2));
      shop.place("tea", 1);
      shop.pass(Duration.ofMinutes(2));
      sqs.down(queue -> queue.equals("notification"));
      shop.sweep();
      assertThat(shop.outbox("order.placed").get(0).get("status").s()).isEqualTo("SENT");
    }
  }

  @Test
  void the_relay_goes_on_past_what_a_queue_did_not_take() {
    try (Shop shop = oneShard()) {
      shop.platform.trigger("OutboxRelayFunction").pause();
      OutboxRows outbox = new OutboxRows(shop);
      sqs.down(queue -> queue.equals("points"));
      shop.place("tea", 1);
      outbox.put(0, shop.time.now(), "msg_other");
      shop.platform.trigger("OutboxRelayFunction").resume();
      shop.settle();
      assertThat(outbox.fate("msg_other")).isEqualTo("SENT by relay");
      assertThat(shop.outbox("order.placed").get(0).get("status").s()).isEqualTo("PENDING");
    }
  }

  /** So that all rows stand in one bucket and a sweep reads little. */
  private Shop oneShard() {
    return Shop.open(options -> Shards.are(1, options).sqs(sqs::around));
  }

  private static Duration doubled(int attempts) {
    Duration bound = Duration.ofSeconds(1);
    for (int i = 1; i < attempts && bound.compareTo(BACKOFF_MAX) < 0; i++) {
      bound = bound.multipliedBy(2);
    }
    return bound.compareTo(BACKOFF_MAX) < 0 ? bound : BACKOFF_MAX;
  }
}
