package waybill.notify.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import waybill.notify.gate.Breaker.State;

class BreakerTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void it_opens_when_seven_of_ten_calls_fail() {
    Breaker breaker = Breaker.NEW.after(Outcomes.of(3, List.of()), NOW);
    for (int failures = 1; failures <= 6; failures++) {
      breaker = breaker.after(Ended.failure(failures), NOW);
      assertThat(breaker.state()).as("%s failures", failures).isEqualTo(State.CLOSED);
    }
    assertThat(breaker.after(Ended.failure(7), NOW).state()).isEqualTo(State.OPEN);
  }

  @Test
  void it_stays_closed_while_three_of_five_fail() {
    Breaker breaker = Breaker.NEW;
    for (int i = 0; i < 1000; i++) {
      boolean fails = i % 5 < 3;
      breaker = breaker.after(fails ? Ended.failure(i) : Ended.success(), NOW);
    }
    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void nine_calls_are_too_few_to_judge_by() {
    Breaker breaker = failed(Breaker.NEW, 9, 9);
    assertThat(breaker.state()).isEqualTo(State.CLOSED);
    assertThat(failed(breaker, 1, 1).state()).isEqualTo(State.OPEN);
  }

  @Test
  void two_deliveries_that_a_server_does_not_like_are_no_reason_to_stop_the_others() {
    assertThat(failed(Breaker.NEW, 30, 2).state()).isEqualTo(State.CLOSED);
    assertThat(failed(Breaker.NEW, 30, 3).state()).isEqualTo(State.OPEN);
  }

  @Test
  void what_is_five_minutes_old_is_forgotten() {
    Breaker breaker = failed(Breaker.NEW, 9, 9);
    Instant later = NOW.plus(Duration.ofMinutes(5));
    assertThat(breaker.after(Ended.failure(10), later).state()).isEqualTo(State.CLOSED);
    Instant sooner = NOW.plus(Duration.ofMinutes(4));
    assertThat(breaker.after(Ended.failure(10), sooner).state()).isEqualTo(State.OPEN);
  }

  @Test
  void calls_that_another_clock_counted_in_the_next_minute_are_counted_too() {
    Breaker breaker = failed(Breaker.NEW, 9, 9);
    Instant earlier = NOW.minus(Duration.ofMinutes(1));
    assertThat(breaker.after(Ended.failure(10), earlier).state()).isEqualTo(State.OPEN);
  }

  @Test
  void successes_that_nobody_was_told_of_count_among_the_calls_and_end_no_pause() {
    Breaker healthy = Breaker.NEW.after(Ended.failure(1).withEarlier(100), NOW);
    assertThat(failed(healthy, 30, 30).state()).isEqualTo(State.CLOSED);
    Breaker open = failed(Breaker.NEW, 10, 10);
    assertThat(open.after(Ended.failure(1).withEarlier(100), NOW).state()).isEqualTo(State.OPEN);
  }

  @Test
  void a_success_lets_calls_through_one_after_another_and_ten_all_of_them() {
    Breaker breaker = failed(Breaker.NEW, 10, 10).after(Ended.success(), NOW);
    for (int successes = 2; successes <= 10; successes++) {
      assertThat(breaker.state()).as("before %s", successes).isEqualTo(State.RAMPING);
      breaker = breaker.after(Ended.success(), NOW);
    }
    assertThat(breaker).isEqualTo(Breaker.NEW);
  }

  @Test
  void a_failure_while_it_ramps_up_opens_it_again_for_half_a_minute() {
    Breaker ramping = failed(Breaker.NEW, 10, 10).after(Ended.success(), NOW);
    Instant later = NOW.plusSeconds(7);
    Breaker again = ramping.after(Ended.failure(3), later);
    assertThat(again.state()).isEqualTo(State.OPEN);
    assertThat(again.probeAt()).isEqualTo(later.plusSeconds(30));
  }

  private static Breaker failed(Breaker breaker, int calls, int deliveries) {
    Breaker failed = breaker;
    for (int i = 0; i < calls; i++) {
      failed = failed.after(Ended.failure(100 + i % deliveries), NOW);
    }
    return failed;
  }
}
