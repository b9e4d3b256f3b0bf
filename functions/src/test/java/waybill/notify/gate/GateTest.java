package waybill.notify.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
  void whose_holder_died_is_free_again_when_its_lease_is_over() {
    Gate two = again(again(Gate.NEW, "a"), "b");
    assertThat(two.admit("c", NO_LIMIT, NOW.plusSeconds(34))).isEmpty();
    assertThat(two.admit("c", NO_LIMIT, NOW.plusSeconds(35))).isPresent();
  }

  @Test
  void an_open_gate_lets_nothing_through_and_is_woken_for_a_probe_half_a_minute_later() {
    Gate open = open().holding(new Span(7, 9), NOW);
    assertThat(open.admit(10, NO_LIMIT, NOW).calls()).isZero();
    assertThat(open.admit("a", NO_LIMIT, NOW)).isEmpty();
    assertThat(open.wakeAt()).contains(NOW.plusSeconds(30));
    assertThat(open.walking("w", NOW.plusSeconds(29))).isEmpty();
    Gate probing = open.walking("w", NOW.plusSeconds(30)).orElseThrow();
    assertThat(probing.walkOf("w")).contains(new Gate.Walk(1, true, new Span(7, 9)));
  }

  @Test
  void a_probe_that_fails_is_followed_by_another_half_a_minute_after_it_began() {
    Instant first = NOW.plusSeconds(30);
    Gate probing = open().holding(Span.of(7), NOW).walking("w", first).orElseThrow();
    Gate failed =
        probing
            .after(Ended.failure(7), first.plusSeconds(10))
            .walked("w", Optional.of(Span.of(7)), first.plusSeconds(10));
    assertThat(failed.wakeAt()).contains(first.plusSeconds(30));
  }

  @Test
  void a_probe_that_succeeds_is_followed_at_once_by_one_call_after_another() {
    Instant first = NOW.plusSeconds(30);
    Gate probing = open().holding(new Span(7, 9), NOW).walking("w", first).orElseThrow();
    Gate passed =
        probing.after(Ended.success(), first).walked("w", Optional.of(new Span(7, 9)), first);
    assertThat(passed.wakeAt()).contains(first);
    assertThat(passed.admit(1, NO_LIMIT, first).calls()).as("none by others").isZero();
    Gate next = passed.walking("x", first).orElseThrow();
    assertThat(next.walkOf("x")).contains(new Gate.Walk(1, false, new Span(7, 9)));
  }

  @Test
  void nobody_walks_beside_another_until_his_time_is_over() {
    Gate walking = Gate.NEW.holding(new Span(1, 5), NOW).walking("w", NOW).orElseThrow();
    assertThat(walking.walking("x", NOW.plusSeconds(34))).isEmpty();
    Gate other = walking.walking("x", NOW.plusSeconds(35)).orElseThrow();
    assertThat(other.walkOf("x").orElseThrow().span()).isEqualTo(new Span(1, 5));
    assertThat(other.walked("w", Optional.empty(), NOW.plusSeconds(36)))
        .as("the late one's end has no effect")
        .isEqualTo(other);
  }

  @Test
  void of_two_walks_that_overlap_only_the_later_says_what_is_left() {
    Instant probing = NOW.plusSeconds(30);
    Gate first = open().holding(new Span(1, 20), NOW).walking("a", probing).orElseThrow();
    Gate moved = first.holding(new Span(21, 60), probing).changed(2, true, probing);
    Gate both = moved.walking("b", probing).orElseThrow();
    Gate later = both.walked("b", Optional.of(new Span(30, 60)), probing);
    Gate earlier = later.walked("a", Optional.empty(), probing);
    assertThat(earlier.wakeAt()).contains(probing);
    assertThat(earlier.walking("c", probing).orElseThrow().walkOf("c").orElseThrow().span())
        .isEqualTo(new Span(30, 60));
    Gate inOtherOrder = both.walked("a", Optional.empty(), probing);
    assertThat(inOtherOrder.walkOf("b").orElseThrow().span()).isEqualTo(new Span(1, 60));
  }

  @Test
  void calls_to_the_server_before_say_nothing_of_the_one_that_is_now() {
    Gate moved = Gate.NEW.changed(7, true, NOW);
    assertThat(moved.isOf(6)).isFalse();
    assertThat(moved.isOf(7)).isTrue();
    assertThat(Gate.NEW.isOf(6)).as("it never changed").isTrue();
  }

  @Test
  void a_probe_that_found_nobody_yet_goes_on_at_once() {
    Instant probing = NOW.plusSeconds(30);
    Gate gate = open().holding(new Span(1, 9), NOW).walking("w", probing).orElseThrow();
    Gate ended = gate.notProbed(probing).walked("w", Optional.of(new Span(5, 9)), probing);
    assertThat(ended.wakeAt()).contains(probing);
  }

  @Test
  void what_is_held_behind_a_walks_back_is_the_next_ones() {
    Gate walking = Gate.NEW.holding(new Span(5, 9), NOW).walking("w", NOW).orElseThrow();
    Gate ended = walking.holding(Span.of(2), NOW).walked("w", Optional.empty(), NOW);
    assertThat(ended.wakeAt()).contains(NOW);
    assertThat(ended.walking("x", NOW).orElseThrow().walkOf("x").orElseThrow().span())
        .isEqualTo(Span.of(2));
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
    assertThat(reserved.firstOfReserved(4, 4)).isEqualTo(NOW);
    assertThat(reserved.admit(1, OptionalInt.of(4), NOW).calls()).as("all are taken").isZero();
    assertThat(reserved.reserving(4, 4, NOW).firstOfReserved(4, 4)).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void it_lies_in_its_row_as_it_is() {
    Gate busy =
        again(open(), "a")
            .after(Ended.failure(3), NOW)
            .holding(new Span(1, 5), NOW)
            .reserving(7, 3, NOW);
    Gate full = again(Gate.NEW, "a").holding(new Span(1, 5), NOW).after(Ended.failure(3), NOW);
    Gate walking = full.walking("w", NOW).orElseThrow().holding(Span.of(8), NOW);
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

  private static Gate open() {
    Gate gate = Gate.NEW;
    for (int i = 1; i <= Window.CALLS_MIN; i++) {
      gate = gate.after(Ended.failure(i), NOW);
    }
    return gate;
  }
}
