package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import waybill.platform.Metric;

/** Invariant 10: parked, never dropped. */
class APausedEndpointKeepsEverythingTest extends CallbackTest {

  private static final String PAUSE = "{\"status\":\"PAUSED\"}";
  private static final String ENABLE = "{\"status\":\"ACTIVE\"}";

  @Test
  void what_happens_while_it_is_paused_is_parked_and_told_once_it_is_enabled() {
    assertThat(callbacks.change(PAUSE).is(200).text("status")).isEqualTo("PAUSED");
    tell(3);
    shop.tick(Duration.ofMinutes(20));
    assertThat(callbacks.receiver.calls()).isEmpty();
    assertThat(callbacks.count("PARKED")).isEqualTo(3);
    assertThat(callbacks.change(ENABLE).is(200).text("status")).isEqualTo("ACTIVE");
    shop.settle();
    assertThat(callbacks.attempts()).containsExactly("1/50", "1/50", "1/50");
    assertThat(callbacks.count("DELIVERED")).isEqualTo(3);
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void a_retry_that_comes_due_while_it_is_paused_spends_no_attempt() {
    callbacks.receiver.fail(1, 503, Map.of());
    tell(1);
    callbacks.change(PAUSE).is(200);
    shop.tick(Duration.ofMinutes(20));
    assertThat(callbacks.attempts()).containsExactly("1/50");
    callbacks.change(ENABLE).is(200);
    shop.settle();
    assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
  }

  @Test
  void what_was_kept_is_told_at_most_twenty_times_a_second() {
    callbacks.change(PAUSE).is(200);
    tell(60);
    var begin = shop.time.now();
    callbacks.change(ENABLE).is(200);
    shop.settle();
    assertThat(callbacks.receiver.calls()).hasSize(60);
    assertThat(Duration.between(begin, shop.time.now()))
        .as("the clock goes on only while a walk waits")
        .isBetween(Duration.ofMillis(2_800), Duration.ofMillis(4_000));
  }

  @Test
  void enabling_whose_timer_is_lost_is_made_good_by_the_sweeper() {
    callbacks.change(PAUSE).is(200);
    tell(3);
    callbacks.change(ENABLE).is(200);
    shop.platform.sqs().purgeQueue(r -> r.queueUrl(shop.platform.queueUrl("retry")));
    shop.tick(Duration.ofMinutes(2));
    assertThat(callbacks.count("DELIVERED")).isEqualTo(3);
  }

  @Test
  void pausing_again_in_the_middle_of_a_walk_stops_it() {
    callbacks.change(PAUSE).is(200);
    tell(40);
    callbacks.change(ENABLE).is(200);
    callbacks.receiver.onCall(
        number -> {
          if (number == 5) {
            callbacks.change(PAUSE).is(200);
          }
        });
    shop.settle();
    assertThat(callbacks.receiver.calls()).hasSizeBetween(5, 7);
    assertThat(callbacks.count("PARKED")).isBetween(33, 35);
    callbacks.change(ENABLE).is(200);
    shop.settle();
    assertThat(callbacks.count("DELIVERED")).isEqualTo(40);
    assertThat(callbacks.receiver.calls()).hasSize(40);
  }

  @Test
  void an_endpoint_that_said_gone_is_enabled_by_its_merchant() {
    callbacks.receiver.fail(1, 410, Map.of());
    tell(1);
    assertThat(callbacks.status()).isEqualTo("DISABLED");
    assertThat(shop.figures.sum(Metric.ENDPOINTS_DISABLED)).isEqualTo(1);
    tell(2);
    assertThat(callbacks.count("PARKED")).isEqualTo(3);
    callbacks.change(ENABLE).is(200);
    shop.tick(Duration.ofMinutes(5));
    assertThat(callbacks.count("DELIVERED")).isEqualTo(3);
  }

  private void tell(int events) {
    IntStream.range(0, events).forEach(i -> callbacks.paidOrder());
    shop.settle();
  }
}
