package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.DemoKeys;
import waybill.local.demo.Receiver;

/** What is held is brought back, whoever else was at its endpoint's gate meanwhile. */
@EmbeddedOnly(EmbeddedOnly.CALLS)
class WhatWaitsIsNotForgottenTest extends CallbackTest {

  private static final String PAUSE = "{\"status\":\"PAUSED\"}";
  private static final String ENABLE = "{\"status\":\"ACTIVE\"}";

  @Test
  void a_call_is_put_off_also_where_the_gate_knows_of_its_number_already() {
    gateRemembers(1, 20);
    shop.platform.trigger("NotifierFunction").pause();
    tell(10);
    callbacks.receiver.fail(10, 410, Map.of());
    shop.platform.trigger("NotifierFunction").resume();
    shop.settle();
    int called = callbacks.receiver.calls().size();
    assertThat(called).isLessThanOrEqualTo(3);
    callbacks.receiver.fail(0, 200, Map.of());
    callbacks.change(ENABLE).is(200);
    shop.tick(Duration.ofMinutes(2));
    assertThat(callbacks.count("DELIVERED")).isEqualTo(10);
    assertThat(callbacks.attempts().subList(called, callbacks.attempts().size()))
        .as("seven have spent nothing")
        .filteredOn("1/50"::equals)
        .hasSize(10 - called);
  }

  @Test
  void many_that_are_called_again_at_once_spend_no_attempt_on_waiting_for_each_other() {
    callbacks.receiver.fail(6, 503, Map.of());
    tell(6);
    shop.pass(Duration.ofSeconds(3));
    shop.pass(Duration.ofSeconds(2));
    shop.pass(Duration.ofSeconds(2));
    assertThat(callbacks.count("DELIVERED")).isEqualTo(6);
    assertThat(callbacks.attempts().subList(6, 12)).containsOnly("2/50");
    assertThat(callbacks.attempts()).hasSize(12);
  }

  @Test
  void a_wake_up_that_is_less_than_a_second_away_is_none_that_gets_lost() {
    callbacks.receiver.fail(3, 503, Map.of());
    tell(3);
    // The clock goes on while a delivery is being held.
    faults.beforeOf(
        "transactWriteItems", request -> true, () -> shop.time.sleep(Duration.ofMillis(20)));
    for (int i = 0; i < 5; i++) {
      shop.pass(Duration.ofSeconds(2));
    }
    assertThat(callbacks.count("DELIVERED")).as("without the sweeper").isEqualTo(3);
  }

  @Test
  void a_walk_ends_where_the_merchant_moves_to_another_url() throws IOException {
    callbacks.change(PAUSE).is(200);
    tell(20);
    try (Receiver moved = Receiver.start()) {
      callbacks.receiver.onCall(
          number -> {
            if (number == 5) {
              callbacks.change("{\"url\":\"" + moved.url() + "\"}").is(200);
            }
          });
      callbacks.change(ENABLE).is(200);
      shop.settle();
      assertThat(callbacks.receiver.calls().size()).isLessThanOrEqualTo(7);
      assertThat(moved.calls()).hasSize(20 - callbacks.receiver.calls().size());
      assertThat(callbacks.count("DELIVERED")).isEqualTo(20);
    }
  }

  @Test
  void an_acknowledgement_beside_a_timer_forbids_its_call() {
    callbacks.receiver.fail(1, 503, Map.of());
    tell(1);
    faults.before("putItem", () -> callbacks.acknowledge(1));
    shop.pass(Duration.ofSeconds(3));
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.attempts()).containsExactly("1/50");
    assertThat(callbacks.status(1)).isEqualTo("ACKNOWLEDGED");
  }

  @Test
  void a_deleted_endpoint_leaves_nothing_else_for_the_sweeper() {
    callbacks.receiver.fail(10, 503, Map.of());
    tell(10);
    tell(3);
    assertThat(due()).as("while it is there").isNotEmpty();
    shop.call(DemoKeys.MERCHANT, "DELETE", "/endpoints/" + callbacks.endpointId, "").is(204);
    shop.tick(Duration.ofMinutes(40));
    assertThat(due())
        .as("but to let all of it go, in thirty days")
        .extracting(row -> row.get("seq").s())
        .containsExactly("x#");
  }

  @Test
  void what_is_held_is_not_the_sweepers() {
    callbacks.receiver.fail(10, 503, Map.of());
    tell(10);
    // Their timers find the breaker open.
    shop.pass(Duration.ofSeconds(3));
    assertThat(shop.rows("deliveries").stream().filter(row -> row.containsKey("held"))).hasSize(10);
    assertThat(due())
        .as("the gate is due for all of them")
        .extracting(row -> row.get("seq").s())
        .containsExactly("g#");
  }

  @Test
  void a_wake_up_that_comes_early_by_another_clock_comes_again_in_time() {
    callbacks.receiver.fail(10, 503, Map.of());
    tell(10);
    shop.pass(Duration.ofSeconds(3));
    // Its own timer and those of the sweeper are out of the way, so that one alone can wake it.
    shop.platform.sqs().purgeQueue(purge -> purge.queueUrl(shop.platform.queueUrl("retry")));
    shop.pass(Duration.ofSeconds(24));
    assertThat(callbacks.receiver.calls()).hasSize(10);
    shop.send(
        "retry",
        "{\"merchantId\":\"demo\",\"endpointId\":\"%s\",\"seq\":0,\"round\":0,\"attempt\":0}"
            .formatted(callbacks.endpointId));
    shop.settle();
    assertThat(callbacks.receiver.calls()).as("not yet time to probe").hasSize(10);
    shop.pass(Duration.ofSeconds(6));
    assertThat(callbacks.receiver.calls())
        .as("the probe and what follows its success")
        .hasSizeGreaterThan(10);
  }

  @Test
  void a_wake_up_that_finds_it_paused_puts_nobody_to_sleep_that_was_enabled_since() {
    callbacks.change(PAUSE).is(200);
    tell(3);
    shop.platform.trigger("RetryNotifierFunction").pause();
    callbacks.change(ENABLE).is(200);
    // The gate is read, then the endpoint is paused and read, and enabled before the gate is put.
    faults.before(
        "batchGetItem",
        () -> {
          callbacks.change(PAUSE).is(200);
          faults.before("putItem", () -> callbacks.change(ENABLE).is(200));
        });
    shop.platform.trigger("RetryNotifierFunction").resume();
    shop.settle();
    assertThat(faults.allHappened()).isTrue();
    shop.tick(Duration.ofMinutes(5));
    assertThat(callbacks.count("DELIVERED")).isEqualTo(3);
  }

  @Test
  void what_was_held_before_there_were_gates_is_told_once_the_endpoint_is_enabled() {
    tell(3);
    assertThat(callbacks.receiver.calls()).hasSize(3);
    IntStream.rangeClosed(1, 3).forEach(this::isHeldAsInFormerDays);
    set(endpoint(), "endpoints", Map.of("status", AttributeValue.fromS("DISABLED")));
    assertThat(shop.rows("deliveries")).noneMatch(row -> row.get("seq").s().equals("g#"));
    callbacks.change(ENABLE).is(200);
    shop.settle();
    assertThat(callbacks.attempts()).containsOnly("1/50").hasSize(6);
    assertThat(callbacks.count("DELIVERED")).isEqualTo(3);
  }

  @Test
  void and_also_where_the_endpoint_has_got_a_gate_since() {
    tell(3);
    IntStream.rangeClosed(1, 3).forEach(this::isHeldAsInFormerDays);
    set(endpoint(), "endpoints", Map.of("status", AttributeValue.fromS("DISABLED")));
    tell(1);
    assertThat(shop.rows("deliveries")).anyMatch(row -> row.get("seq").s().equals("g#"));
    callbacks.change(ENABLE).is(200);
    shop.settle();
    assertThat(callbacks.count("DELIVERED")).isEqualTo(4);
  }

  @Test
  void what_is_held_is_freed_by_a_redelivery() {
    tell(1);
    isHeldAsInFormerDays(1);
    callbacks.redeliver(1).is(202);
    shop.settle();
    assertThat(callbacks.attempts()).containsExactly("1/50", "1/50");
    assertThat(callbacks.status(1)).isEqualTo("DELIVERED");
  }

  private void tell(int events) {
    IntStream.range(0, events).forEach(i -> callbacks.paidOrder());
    shop.settle();
  }

  private List<Map<String, AttributeValue>> due() {
    return shop.rows("deliveries").stream().filter(row -> row.containsKey("dueAt")).toList();
  }

  /** As after holding these numbers, of which there are no rows yet. */
  private void gateRemembers(long from, long to) {
    callbacks.change(PAUSE).is(200);
    callbacks.change(ENABLE).is(200);
    set(
        row("g#"),
        "deliveries",
        Map.of(
            "waitingFrom", AttributeValue.fromN(Long.toString(from)),
            "waitingTo", AttributeValue.fromN(Long.toString(to))));
  }

  private void isHeldAsInFormerDays(int seq) {
    set(
        row("%020d".formatted(seq)),
        "deliveries",
        Map.of(
            "status", AttributeValue.fromS("PENDING"),
            "attempt", AttributeValue.fromN("0"),
            "held", AttributeValue.fromN("1")));
  }

  private Map<String, String> endpoint() {
    return Map.of("merchantId", "demo", "endpointId", callbacks.endpointId);
  }

  private Map<String, String> row(String seq) {
    return Map.of("endpointId", callbacks.endpointId, "seq", seq);
  }

  private void set(Map<String, String> key, String table, Map<String, AttributeValue> values) {
    Map<String, AttributeValue> item = new HashMap<>(shop.item(table, key));
    item.putAll(values);
    shop.platform.dynamo().putItem(put -> put.tableName(shop.physical(table)).item(item));
  }
}
