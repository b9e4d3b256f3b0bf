package waybill.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void the_bound_is_a_second_doubled_with_each_attempt_up_to_15_minutes() {
    assertThat(Backoff.bound(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Backoff.bound(2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(Backoff.bound(10)).isEqualTo(Duration.ofSeconds(512));
    assertThat(Backoff.bound(11)).isEqualTo(Duration.ofMinutes(15));
    assertThat(Backoff.bound(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void the_jitter_is_full_from_nothing_to_the_bound() {
    Random random = new Random(1);
    long bound = Backoff.bound(5).toMillis();
    long least = bound;
    long most = 0;
    for (int i = 0; i < 1_000; i++) {
      long pause = Backoff.after(5, random).toMillis();
      assertThat(pause).isBetween(0L, bound);
      least = Math.min(least, pause);
      most = Math.max(most, pause);
    }
    assertThat(least).isLessThan(bound / 50);
    assertThat(most).isGreaterThan(bound - bound / 50);
  }
}
