package waybill.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DueTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void a_short_wait_is_a_timers_and_the_sweeper_comes_two_minutes_late() {
    Due due = Due.waiting(NOW, NOW.plusSeconds(900));
    assertThat(due.timer()).contains(Duration.ofSeconds(900));
    assertThat(due.dueAt()).isEqualTo(NOW.plusSeconds(900 + 120));
  }

  @Test
  void a_long_wait_is_the_sweepers_and_it_comes_75_seconds_early() {
    Due due = Due.waiting(NOW, NOW.plusMillis(900_001));
    assertThat(due.timer()).isEmpty();
    assertThat(due.dueAt()).isEqualTo(NOW.plusMillis(900_001 - 75_000));
  }

  @Test
  void after_a_crash_the_schedule_goes_on_but_not_within_the_lease() {
    Due soon = Due.claimed(NOW, Optional.of(Duration.ofSeconds(1)));
    assertThat(soon.nextAttemptAt()).isEqualTo(NOW.plusSeconds(35));
    assertThat(soon.dueAt()).isEqualTo(NOW.plusSeconds(35));

    Due later = Due.claimed(NOW, Optional.of(Duration.ofHours(1)));
    assertThat(later.nextAttemptAt()).isEqualTo(NOW.plusSeconds(3600));
    assertThat(later.dueAt()).isEqualTo(NOW.plusSeconds(3600 - 75));

    Due last = Due.claimed(NOW, Optional.empty());
    assertThat(last.nextAttemptAt()).isEqualTo(NOW.plusSeconds(35));
  }

  @Test
  void the_sweeper_looks_again_after_two_minutes_doubling_to_fifteen() {
    Instant next = NOW;
    Instant look = NOW.plusSeconds(120);
    for (int minutes : new int[] {2, 4, 8, 15, 15}) {
      Instant again = Due.lookAgain(look, next);
      assertThat(Duration.between(look, again)).isEqualTo(Duration.ofMinutes(minutes));
      look = again;
    }
  }

  @Test
  void the_sweeper_waits_for_the_timer_of_a_call_that_is_near() {
    Instant next = NOW.plusSeconds(60);
    assertThat(Due.lookAgain(NOW, next)).isEqualTo(next.plusSeconds(120));
  }
}
