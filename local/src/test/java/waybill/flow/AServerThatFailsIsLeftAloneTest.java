package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import waybill.local.demo.Receiver;
import waybill.platform.Metric;

/** Invariant 12: the breaker of an endpoint. */
class AServerThatFailsIsLeftAloneTest extends CallbackTest {

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void after_ten_failures_it_is_called_once_each_half_minute_and_the_rest_waits_unspent() {
    failTenTimes();
    assertThat(shop.figures.sum(Metric.BREAKERS_OPENED)).isEqualTo(1);
    int before = callbacks.receiver.calls().size();
    for (int i = 0; i < 20; i++) {
      callbacks.paidOrder();
    }
    shop.settle();
    passFor(Duration.ofMinutes(5));
    int probes = callbacks.receiver.calls().size() - before;
    assertThat(probes).as("in five minutes").isBetween(9, 10);
    assertThat(callbacks.count("PENDING")).as("everything waits, as PENDING").isEqualTo(30);
    assertThat(attemptsOfAll().stream().mapToInt(Integer::intValue).sum())
        .as("nothing but calls spends attempts")
        .isEqualTo(callbacks.receiver.calls().size());
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void a_probe_is_the_call_of_the_delivery_with_the_fewest_attempts() {
    failTenTimes();
    callbacks.paidOrder();
    shop.settle();
    passFor(Duration.ofSeconds(40));
    assertThat(callbacks.attempts()).hasSize(11).endsWith("1/50");
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void when_it_answers_again_everything_that_waited_is_delivered_one_after_another_at_first() {
    failTenTimes();
    for (int i = 0; i < 30; i++) {
      callbacks.paidOrder();
    }
    shop.settle();
    callbacks.receiver.fail(0, 200, Map.of());
    List<Integer> deliveredBefore = new CopyOnWriteArrayList<>();
    callbacks.receiver.onCall(number -> deliveredBefore.add(callbacks.count("DELIVERED")));
    passFor(Duration.ofMinutes(1));
    assertThat(deliveredBefore.subList(0, 10))
        .as("the probe, and nine whose call begins when the one before is through")
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    callbacks.receiver.onCall(number -> {});
    shop.tick(Duration.ofMinutes(4));
    assertThat(callbacks.count("DELIVERED")).isEqualTo(40);
    int before = callbacks.receiver.calls().size();
    callbacks.paidOrder();
    shop.settle();
    assertThat(callbacks.receiver.calls()).as("the next is called at once").hasSize(before + 1);
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void after_a_probe_that_succeeds_the_next_call_goes_out_at_once() {
    failTenTimes();
    callbacks.receiver.fail(0, 200, Map.of());
    callbacks.paidOrder();
    shop.settle();
    passFor(Duration.ofSeconds(40));
    assertThat(callbacks.count("DELIVERED")).as("not one each half minute").isEqualTo(11);
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void a_probe_goes_by_what_the_merchant_says_while_it_is_looked_for() {
    failTenTimes();
    faults.beforeOf(
        "query", AServerThatFailsIsLeftAloneTest::isWalk, () -> callbacks.acknowledge(10));
    passFor(Duration.ofSeconds(40));
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.receiver.calls()).as("no probe").hasSize(10);
    callbacks.paidOrder();
    callbacks.receiver.fail(0, 200, Map.of());
    passFor(Duration.ofSeconds(10));
    assertThat(callbacks.status(11))
        .as("one that found nobody costs no half minute")
        .isEqualTo("DELIVERED");
  }

  @Test
  void a_walk_whose_timer_is_lost_is_begun_by_the_sweeper() {
    failTenTimes();
    for (int i = 0; i < 5; i++) {
      callbacks.paidOrder();
    }
    shop.settle();
    callbacks.receiver.fail(0, 200, Map.of());
    // All timers are lost, so that only the due index knows of the walk.
    shop.platform.sqs().purgeQueue(r -> r.queueUrl(shop.platform.queueUrl("retry")));
    shop.tick(Duration.ofMinutes(6));
    assertThat(callbacks.count("DELIVERED")).isEqualTo(15);
  }

  @Test
  void a_walk_that_crashes_in_the_middle_strands_nothing_and_calls_nothing_twice() {
    callbacks.change("{\"status\":\"PAUSED\"}").is(200);
    for (int i = 0; i < 20; i++) {
      callbacks.paidOrder();
    }
    shop.settle();
    // Two are claimed and closed; then neither is the next claimed, nor the walk's end written.
    for (int i = 0; i < 4; i++) {
      faults.before("updateItem", () -> {});
    }
    faults.next("updateItem", new IllegalStateException("crash"));
    faults.next("putItem", new IllegalStateException("crash"));
    callbacks.change("{\"status\":\"ACTIVE\"}").is(200);
    shop.settle();
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.count("DELIVERED")).isBetween(2, 3);
    shop.platform.sqs().purgeQueue(r -> r.queueUrl(shop.platform.queueUrl("retry")));
    shop.tick(Duration.ofMinutes(6));
    assertThat(callbacks.count("DELIVERED")).isEqualTo(20);
    assertThat(callbacks.attempts()).hasSize(20).containsOnly("1/50");
  }

  @Test
  void another_endpoint_of_the_same_merchant_is_called_as_before() throws IOException {
    try (Receiver healthy = Receiver.start()) {
      shop.endpoint(healthy.url().toString());
      failTenTimes();
      int before = healthy.calls().size();
      callbacks.paidOrder();
      shop.settle();
      assertThat(healthy.calls()).hasSize(before + 1);
      assertThat(callbacks.attempts()).hasSize(10);
    }
  }

  @Test
  void another_url_is_another_server_and_is_called_at_once() throws IOException {
    try (Receiver moved = Receiver.start()) {
      failTenTimes();
      callbacks.paidOrder();
      shop.settle();
      callbacks.change("{\"url\":\"" + moved.url() + "\"}").is(200);
      shop.settle();
      assertThat(moved.calls()).as("what was held").hasSize(1);
      callbacks.paidOrder();
      shop.settle();
      assertThat(moved.calls()).hasSize(2);
    }
  }

  private static boolean isWalk(Object request) {
    return ((QueryRequest) request).expressionAttributeValues().containsKey(":pending");
  }

  /** Ten events in one batch, all of whose first calls fail. */
  private void failTenTimes() {
    callbacks.receiver.fail(1_000_000, 503, Map.of());
    for (int i = 0; i < 10; i++) {
      callbacks.paidOrder();
    }
    shop.settle();
    assertThat(callbacks.attempts()).hasSize(10);
  }

  /** In steps that a queue's whole seconds of delay fit into. */
  private void passFor(Duration span) {
    Duration step = Duration.ofSeconds(10);
    for (Duration left = span; !left.isZero(); left = left.minus(step)) {
      shop.pass(step);
    }
  }

  private List<Integer> attemptsOfAll() {
    return callbacks.page("?limit=100").path("items").findValues("attempts").stream()
        .map(attempts -> attempts.asInt())
        .toList();
  }
}
