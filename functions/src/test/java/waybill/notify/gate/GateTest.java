package waybill.notify.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import waybill.platform.Item;

class GateTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final OptionalInt NO_LIMIT = OptionalInt.empty();

  @Test
  void a_new_gate_lets_everything_through_and_remembers_nothing_of_it() {
    assertThat(Gate.NEW.admit(10, NO_LIMIT, NOW)).isEqualTo(new Gate.Admission(10, Gate.NEW));
  }

  @Test
  void two_calls_again_go_out_at_once_and_the_third_has_to_wait_for_an_end() {
    Gate two = again(again(Gate.NEW, "a"), "b");
    assertThat(two.admit("c", NO_LIMIT, NOW)).isEmpty();
    assertThat(two.released("a").admit("c", NO_LIMIT, NOW)).isPresent();
  }

  @Test
  void what_waits_is_looked_for_when_a_call_may_go_out_and_not_before() {
    Gate full = again(again(Gate.NEW, "a"), "b");
    assertThat(full.holding(Span.of(1), NOW).wakeAt()).contains(NOW.plusSeconds(1));
    Gate limited = Gate.NEW.admit(1, OptionalInt.of(1), NOW).gate();
    assertThat(limited.holding(Span.of(1), NOW).wakeAt().orElseThrow()).isAfter(NOW);
    assertThat(Gate.NEW.holding(Span.of(1), NOW).wakeAt()).contains(NOW);
  }

  @Test
  void a_slot_is_not_given_out_twice_under_one_name() {
    Gate one = again(Gate.NEW, "a");
    assertThat(one.admit("a", NO_LIMIT, NOW)).isEmpty();
    assertThat(one.admit("a", NO_LIMIT, NOW.plusSeconds(35))).as("its lease is over").isPresent();
  }

  @Test
  void whose_holder_died_is_free_again_when_its_lease_is_over() {
    Gate two = again(again(Gate.NEW, "a"), "b");
    assertThat(two.admit("c", NO_LIMIT, NOW.plusSeconds(34))).isEmpty();
    assertThat(two.admit("c", NO_LIMIT, NOW.plusSeconds(35))).isPresent();
  }

  @Test
  void calls_to_the_server_before_say_nothing_of_the_one_that_is_now() {
    Gate moved = Gate.NEW.changed(7, true, NOW);
    assertThat(moved.isOf(6)).isFalse();
    assertThat(moved.isOf(7)).isTrue();
    assertThat(Gate.NEW.isOf(6)).as("it never changed").isTrue();
  }

  @Test
  void an_endpoint_that_takes_no_calls_is_not_woken_until_it_takes_them_again() {
    Gate paused = Gate.NEW.changed(2, false, NOW).holding(new Span(1, 3), NOW);
    assertThat(paused.admit(1, NO_LIMIT, NOW).calls()).isZero();
    assertThat(paused.wakeAt()).isEmpty();
    Instant later = NOW.plus(Duration.ofDays(3));
    assertThat(paused.changed(3, true, later).wakeAt()).contains(later);
  }

  @Test
  void a_limited_walk_reserves_times_at_an_even_distance() {
    Gate reserved = Gate.NEW.reserving(4, 4, NOW);
    assertThat(reserved.rate().firstOf(4, 4)).isEqualTo(NOW);
    assertThat(reserved.admit(1, OptionalInt.of(4), NOW).calls()).as("all are taken").isZero();
    assertThat(reserved.reserving(4, 4, NOW).rate().firstOf(4, 4)).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void it_lies_in_its_row_as_it_is() {
    Gate busy =
        again(open(), "a")
            .after(Ended.failure(3), NOW)
            .holding(new Span(1, 5), NOW)
            .reserving(7, 3, NOW);
    Gate full = again(Gate.NEW, "a").holding(new Span(1, 5), NOW).after(Ended.failure(3), NOW);
    Gate walking = Walks.begin(full, "w", NOW).holding(Span.of(8), NOW);
    for (Gate gate : new Gate[] {Gate.NEW, open(), busy, full, walking, paused()}) {
      Item row = GateItem.write(Item.empty(), gate).with("version", gate.version());
      assertThat(GateItem.read(row)).isEqualTo(gate);
    }
  }

  private static Gate paused() {
    return Gate.NEW.changed(2, false, NOW).written();
  }

  private static Gate again(Gate gate, String slotId) {
    return gate.admit(slotId, NO_LIMIT, NOW).orElse(gate);
  }

  static Gate open() {
    Gate gate = Gate.NEW;
    for (int i = 1; i <= Window.CALLS_MIN; i++) {
      gate = gate.after(Ended.failure(i), NOW);
    }
    return gate;
  }
}
