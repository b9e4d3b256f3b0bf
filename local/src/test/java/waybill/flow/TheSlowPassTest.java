package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import waybill.local.Options;

/** Invariant 2, for what came into a minute that the watermark had passed, unseen by the relay. */
@EmbeddedOnly(EmbeddedOnly.CALLS)
class TheSlowPassTest extends FlowTest {

  private static final Duration PASSED = Duration.ofMinutes(10);

  /** The pass comes an hour after the minute, which it waits to be settled. */
  private static final Duration SLOW_PASS = Duration.ofMinutes(60 + 5);

  private static final Duration NOW_AND_THEN = Duration.ofMinutes(5);

  @Test
  void a_writer_whose_clock_is_minutes_slow_is_found_within_the_hour() {
    try (Shop shop = oneShard(options -> options)) {
      OutboxRows outbox = new OutboxRows(shop);
      shop.tick(PASSED, NOW_AND_THEN);
      shop.platform.stream("OutboxRelayFunction").lose(1);
      Instant slow = shop.time.now().minus(Duration.ofMinutes(5));
      assertThat(outbox.watermarks().get(0)).isAfter(slow);
      outbox.put(0, slow, "msg_slow");
      shop.tick(SLOW_PASS.minusMinutes(5 + 10), NOW_AND_THEN);
      assertThat(outbox.fate("msg_slow")).as("before the slow pass").isEqualTo("PENDING");
      shop.tick(Duration.ofMinutes(10), NOW_AND_THEN);
      assertThat(outbox.fate("msg_slow")).isEqualTo("SENT by sweeper");
    }
  }

  @Test
  void a_writer_whose_clock_is_minutes_fast_is_found_when_its_minute_comes() {
    try (Shop shop = oneShard(options -> options)) {
      OutboxRows outbox = new OutboxRows(shop);
      shop.platform.stream("OutboxRelayFunction").lose(1);
      outbox.put(0, shop.time.now().plus(Duration.ofMinutes(7)), "msg_fast");
      shop.tick(Duration.ofMinutes(10), NOW_AND_THEN);
      assertThat(outbox.fate("msg_fast")).isEqualTo("SENT by sweeper");
    }
  }

  @Test
  void an_item_that_its_transaction_made_visible_after_the_watermark_had_passed_is_found() {
    Faults faults = new Faults();
    try (Shop shop = oneShard(options -> options.dynamo(faults::around).sqs(faults::around))) {
      OutboxRows outbox = new OutboxRows(shop);
      shop.tick(PASSED, NOW_AND_THEN);
      shop.platform.stream("OutboxRelayFunction").lose(1);
      // The transaction is on its way while five minutes pass and five sweeps go by.
      faults.before("transactWriteItems", () -> shop.tick(NOW_AND_THEN));
      shop.place("tea", 1);
      assertThat(faults.allHappened()).isTrue();
      shop.pass(Duration.ofMinutes(2));
      shop.sweep();
      assertThat(outbox.statuses()).containsExactly("PENDING");
      shop.tick(SLOW_PASS, NOW_AND_THEN);
      assertThat(shop.outbox("order.placed").get(0).get("sentBy").s()).isEqualTo("sweeper");
    }
  }

  @Test
  void what_the_slow_pass_cannot_send_is_kept_in_mind() {
    FaultySqs sqs = new FaultySqs();
    try (Shop shop = oneShard(options -> options.sqs(sqs::around))) {
      OutboxRows outbox = new OutboxRows(shop);
      shop.tick(PASSED, NOW_AND_THEN);
      shop.platform.stream("OutboxRelayFunction").lose(1);
      outbox.put(0, shop.time.now().minus(Duration.ofMinutes(5)), "msg_slow");
      sqs.down(queue -> true);
      shop.tick(SLOW_PASS, NOW_AND_THEN);
      assertThat(outbox.fate("msg_slow")).isEqualTo("PENDING");
      assertThat(outbox.leftovers()).hasSize(1);
      sqs.down(queue -> false);
      shop.tick(Duration.ofMinutes(20), NOW_AND_THEN);
      assertThat(outbox.fate("msg_slow")).isEqualTo("SENT by sweeper");
    }
  }

  @Test
  void shards_that_only_the_writers_knew_are_swept_an_hour_back_when_the_sweeper_learns_of_them() {
    String stack;
    try (Shop before = Shop.open(options -> Shards.areWritten(3, options))) {
      stack = before.handsOn();
      before.tick(PASSED, NOW_AND_THEN);
      before.platform.trigger("OutboxRelayFunction").pause();
      for (int i = 0; i < 20; i++) {
        before.place("tea", 1);
      }
      before.tick(Duration.ofMinutes(20), NOW_AND_THEN);
      assertThat(new OutboxRows(before).statuses())
          .as("two of three shards are swept")
          .contains("PENDING");
    }
    try (Shop after = Shop.open(options -> Shards.are(3, options.stackName(stack)))) {
      after.platform.trigger("OutboxRelayFunction").pause();
      after.pass(Duration.ofMinutes(31));
      after.sweep();
      assertThat(new OutboxRows(after).statuses()).hasSizeGreaterThanOrEqualTo(20).contains("SENT");
      assertThat(after.outbox("order.placed"))
          .hasSize(20)
          .allMatch(row -> row.get("status").s().equals("SENT"));
    }
  }

  @Test
  void shards_that_a_smaller_count_leaves_out_are_swept_to_their_end() {
    String stack;
    try (Shop before = Shop.open(options -> Shards.are(3, options))) {
      stack = before.handsOn();
      before.tick(PASSED, NOW_AND_THEN);
      before.platform.trigger("OutboxRelayFunction").pause();
      new OutboxRows(before).put(2, before.time.now(), "msg_last");
    }
    try (Shop after = Shop.open(options -> Shards.are(2, options.stackName(stack)))) {
      after.platform.trigger("OutboxRelayFunction").pause();
      after.pass(Duration.ofMinutes(12));
      after.sweep();
      assertThat(new OutboxRows(after).fate("msg_last")).isEqualTo("SENT by sweeper");
    }
  }

  private static Shop oneShard(UnaryOperator<Options> changes) {
    return Shop.open(options -> Shards.are(1, changes.apply(options)));
  }
}
