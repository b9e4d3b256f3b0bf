package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Invariant 8, and the schedule to its end. */
class DynamoDbIsTheTruthTest extends FlowTest {

  @Test
  void a_retry_queue_that_is_purged_loses_no_callback() {
    try (Callbacks callbacks = Callbacks.open()) {
      callbacks.receiver.fail(5, 503, Map.of());
      for (int i = 0; i < 5; i++) {
        callbacks.paidOrder();
      }
      callbacks.shop.settle();
      assertThat(callbacks.receiver.calls()).hasSize(5);
      callbacks
          .shop
          .platform
          .sqs()
          .purgeQueue(r -> r.queueUrl(callbacks.shop.platform.queueUrl("retry")));
      callbacks.shop.pass(Duration.ofSeconds(90));
      assertThat(callbacks.receiver.calls()).as("nothing calls by itself").hasSize(5);
      callbacks.shop.tick(Duration.ofMinutes(3));
      assertThat(callbacks.receiver.calls()).hasSize(10);
      assertThat(callbacks.page("?status=DELIVERED").path("items")).hasSize(5);
    }
  }

  @Test
  void a_timer_that_could_not_be_sent_is_sent_by_the_sweeper() {
    Faults faults = new Faults();
    try (Callbacks callbacks = Callbacks.open(Shop.open(faults))) {
      callbacks.receiver.fail(1, 503, Map.of());
      callbacks.paidOrder();
      callbacks.shop.platform.trigger("NotifierFunction").pause();
      callbacks.shop.settle();
      faults.next("sendMessageBatch", SdkClientException.create("outage"));
      callbacks.shop.platform.trigger("NotifierFunction").resume();
      callbacks.shop.settle();
      assertThat(faults.allHappened()).isTrue();
      callbacks.shop.tick(Duration.ofMinutes(4));
      assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
    }
  }

  @Test
  void the_sweeper_does_not_send_the_same_timer_each_minute() {
    CapacityMeter meter = new CapacityMeter();
    Shop shop = Shop.open(options -> options.sqs(meter::around));
    try (Callbacks callbacks = Callbacks.open(shop)) {
      callbacks.receiver.fail(1, 503, Map.of());
      callbacks.paidOrder();
      shop.settle();
      // Nobody takes timers, so the delivery stays overdue.
      shop.platform.trigger("RetryNotifierFunction").pause();
      meter.reset();
      shop.tick(Duration.ofMinutes(40));
      assertThat(meter.sqsRequests())
          .as("timers in 40 minutes: after 2, 4, 8, 15, 30 or so")
          .isBetween(3L, 7L);
      shop.platform.trigger("RetryNotifierFunction").resume();
      shop.settle();
      assertThat(callbacks.attempts()).as("all these timers make one call").hasSize(2);
    }
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void after_exactly_50_calls_over_about_70_hours_it_is_exhausted_and_open_to_look_up() {
    // One shard of the outbox, so that the sweeps over days of empty minutes take no time.
    Shop shop = Shop.open(options -> options.environment("SweeperFunction", "OUTBOX_SHARDS", "1"));
    try (Callbacks callbacks = Callbacks.open(shop)) {
      callbacks.receiver.fail(1000, 500, Map.of());
      callbacks.paidOrder();
      shop.settle();
      var begin = shop.time.now();
      for (int attempt = 2; attempt <= 50; attempt++) {
        callbacks.toNextAttempt(1);
        assertThat(callbacks.receiver.calls()).hasSize(attempt);
      }
      Duration took = Duration.between(begin, shop.time.now());
      assertThat(took).isBetween(Duration.ofHours(70), Duration.ofHours(85));
      shop.tick(Duration.ofMinutes(5));
      shop.pass(Duration.ofHours(5));
      shop.sweep();
      assertThat(callbacks.attempts())
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 50).mapToObj(n -> n + "/50").toList());
      var exhausted = callbacks.notification(1);
      assertThat(exhausted.path("status").asText()).isEqualTo("EXHAUSTED");
      assertThat(exhausted.path("nextAttemptAt").isNull()).isTrue();
      assertThat(exhausted.path("attemptLog").findValuesAsText("attempt"))
          .isEqualTo(List.copyOf(IntStream.rangeClosed(1, 50).mapToObj(String::valueOf).toList()));
      assertThat(callbacks.page("?status=undelivered").path("items")).hasSize(1);
    }
  }
}
