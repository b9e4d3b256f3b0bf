package waybill.notify.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 20, 60, 100})
  void who_asks_all_the_time_gets_the_rate_within_a_tenth_over_ten_seconds(int perSecond) {
    Pace pace = new Pace(perSecond);
    Instant next = Instant.EPOCH;
    int granted = 0;
    for (int ms = 0; ms < 10_000; ms++) {
      Instant now = NOW.plusMillis(ms);
      int grants = pace.grants(next, 10, now);
      next = grants == 0 ? next : pace.after(next, grants, now);
      granted += grants;
    }
    assertThat(granted).isBetween(perSecond * 9, perSecond * 11);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 20, 100})
  void what_was_not_used_for_an_hour_is_not_saved_up(int perSecond) {
    Pace pace = new Pace(perSecond);
    Instant afterAnHour = NOW.plus(Duration.ofHours(1));
    assertThat(pace.grants(NOW, 1000, afterAnHour)).isEqualTo(Math.max(1, perSecond / 2));
  }
}
