package waybill.notify.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WalksTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final OptionalInt NO_LIMIT = OptionalInt.empty();

  @Test
  void an_open_gate_lets_nothing_through_and_is_woken_for_a_probe_half_a_minute_later() {
    Gate open = open().holding(new Span(7, 9), NOW);
    assertThat(open.admit(10, NO_LIMIT, NOW).calls()).isZero();
    assertThat(open.admit("a", NO_LIMIT, NOW)).isEmpty();
    assertThat(open.wakeAt()).contains(NOW.plusSeconds(30));
    assertThat(Walks.of(Walks.begin(open, "w", NOW.plusSeconds(29)), "w")).isEmpty();
    Gate probing = Walks.begin(open, "w", NOW.plusSeconds(30));
    assertThat(Walks.of(probing, "w")).contains(new Walks.May(1, true, new Span(7, 9)));
  }

  @Test
  void a_server_that_fails_while_somebody_waits_is_not_probed_before_its_half_minute() {
    Gate waiting = Gate.NEW.holding(Span.of(99), NOW);
    assertThat(waiting.wakeAt()).contains(NOW);
    for (int seq = 1; seq <= 10; seq++) {
      waiting = waiting.after(Ended.failure(seq), NOW);
    }
    assertThat(waiting.isOpen()).isTrue();
    assertThat(waiting.wakeAt()).contains(NOW.plusSeconds(30));
    assertThat(Walks.of(Walks.begin(waiting, "w", NOW.plusSeconds(29)), "w")).isEmpty();
    Gate answers = waiting.after(Ended.success(), NOW.plusSeconds(1));
    assertThat(answers.wakeAt()).as("a late success").contains(NOW.plusSeconds(1));
  }

  @Test
  void a_probe_that_fails_is_followed_by_another_half_a_minute_after_it_began() {
    Instant first = NOW.plusSeconds(30);
    Gate probing = Walks.begin(open().holding(Span.of(7), NOW), "w", first);
    Gate failed =
        Walks.end(
            probing.after(Ended.failure(7), first.plusSeconds(10)),
            "w",
            Optional.of(Span.of(7)),
            first.plusSeconds(10));
    assertThat(failed.wakeAt()).contains(first.plusSeconds(30));
  }

  @Test
  void a_probe_that_succeeds_is_followed_at_once_by_one_call_after_another() {
    Instant first = NOW.plusSeconds(30);
    Gate probing = Walks.begin(open().holding(new Span(7, 9), NOW), "w", first);
    Gate passed =
        Walks.end(probing.after(Ended.success(), first), "w", Optional.of(new Span(7, 9)), first);
    assertThat(passed.wakeAt()).contains(first);
    assertThat(passed.admit(1, NO_LIMIT, first).calls()).as("none by others").isZero();
    Gate next = Walks.begin(passed, "x", first);
    assertThat(Walks.of(next, "x")).contains(new Walks.May(1, false, new Span(7, 9)));
  }

  @Test
  void nobody_walks_beside_another_until_his_time_is_over() {
    Gate walking = Walks.begin(Gate.NEW.holding(new Span(1, 5), NOW), "w", NOW);
    assertThat(Walks.of(Walks.begin(walking, "x", NOW.plusSeconds(34)), "x")).isEmpty();
    Gate other = Walks.begin(walking, "x", NOW.plusSeconds(35));
    assertThat(span(other, "x")).isEqualTo(new Span(1, 5));
    assertThat(Walks.end(other, "w", Optional.empty(), NOW.plusSeconds(36)))
        .as("the late one's end has no effect")
        .isEqualTo(other);
  }

  @Test
  void a_server_that_begins_to_fail_in_mid_walk_is_not_walked_by_another_before_its_time_is_over() {
    Gate ramping = open().after(Ended.success(), NOW).holding(new Span(1, 5), NOW);
    Gate walking = Walks.begin(ramping, "w", NOW).after(Ended.failure(9), NOW);
    assertThat(walking.isOpen()).isTrue();
    assertThat(Walks.of(Walks.begin(walking, "x", NOW.plusSeconds(34)), "x")).isEmpty();
  }

  @Test
  void of_two_walks_that_overlap_only_the_later_says_what_is_left() {
    Instant probing = NOW.plusSeconds(30);
    Gate first = Walks.begin(open().holding(new Span(1, 20), NOW), "a", probing);
    Gate moved = first.holding(new Span(21, 60), probing).changed(2, true, probing);
    Gate both = Walks.begin(moved, "b", probing);
    Gate later = Walks.end(both, "b", Optional.of(new Span(30, 60)), probing);
    Gate earlier = Walks.end(later, "a", Optional.empty(), probing);
    assertThat(earlier.wakeAt()).contains(probing);
    assertThat(span(Walks.begin(earlier, "c", probing), "c")).isEqualTo(new Span(30, 60));
    Gate inOtherOrder = Walks.end(both, "a", Optional.empty(), probing);
    assertThat(span(inOtherOrder, "b")).isEqualTo(new Span(1, 60));
  }

  @Test
  void a_probe_that_found_nobody_yet_goes_on_at_once() {
    Instant probing = NOW.plusSeconds(30);
    Gate gate = Walks.begin(open().holding(new Span(1, 9), NOW), "w", probing);
    Gate ended =
        Walks.end(Walks.notProbed(gate, probing), "w", Optional.of(new Span(5, 9)), probing);
    assertThat(ended.wakeAt()).contains(probing);
  }

  @Test
  void what_is_held_behind_a_walks_back_is_the_next_ones() {
    Gate walking = Walks.begin(Gate.NEW.holding(new Span(5, 9), NOW), "w", NOW);
    Gate ended = Walks.end(walking.holding(Span.of(2), NOW), "w", Optional.empty(), NOW);
    assertThat(ended.wakeAt()).contains(NOW);
    assertThat(span(Walks.begin(ended, "x", NOW), "x")).isEqualTo(Span.of(2));
  }

  private static Gate open() {
    return GateTest.open();
  }

  private static Span span(Gate gate, String slotId) {
    return Walks.of(gate, slotId).orElseThrow().span();
  }
}
