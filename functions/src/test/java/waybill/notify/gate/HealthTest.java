package waybill.notify.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void the_budget_is_spent_by_five_days_and_a_hundred_failures_together() {
    Health failing = Health.GOOD;
    for (int i = 0; i < 99; i++) {
      failing = failing.after(Ended.failure(1), NOW);
    }
    Instant fiveDays = NOW.plus(Duration.ofDays(5));
    assertThat(failing.isSpent(fiveDays.plus(Duration.ofDays(9)))).as("99 failures").isFalse();
    Health hundred = failing.after(Ended.failure(1), fiveDays.minusMillis(1));
    assertThat(hundred.isSpent(fiveDays.minusMillis(1))).as("a millisecond before").isFalse();
    assertThat(hundred.isSpent(fiveDays)).isTrue();
  }

  @Test
  void a_success_gives_all_of_it_back() {
    Health failing = Health.GOOD;
    for (int i = 0; i < 200; i++) {
      failing = failing.after(Ended.failure(1), NOW);
    }
    assertThat(failing.after(Ended.success(), NOW)).isEqualTo(Health.GOOD);
    assertThat(failing.after(Outcomes.NONE.withEarlier(3), NOW))
        .as("a success from before the failures is none")
        .isEqualTo(failing);
  }

  @Test
  void half_and_nine_tenths_of_it_are_each_told_once() {
    List<Integer> warnings = new ArrayList<>();
    Health health = Health.GOOD;
    for (int hour = 0; hour <= 5 * 24; hour++) {
      Health after =
          health.after(Outcomes.of(0, List.of(1L, 2L)), NOW.plus(Duration.ofHours(hour)));
      if (after.warnedPercent() != health.warnedPercent()) {
        warnings.add(hour);
      }
      health = after;
    }
    assertThat(warnings).containsExactly(60, 108);
    assertThat(health.warnedPercent()).isEqualTo(90);
  }
}
