package waybill.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  /** The contract's delays before attempts 2 to 50, in seconds. */
  private static final List<Integer> CONTRACT_SECONDS =
      List.of(
          1, 5, 15, 30, 60, 120, 300, 600, //
          900, 900, 900, 900, 900, 900, 900, 900, //
          1800, 1800, 1800, 1800, 1800, 1800, 1800, 1800, //
          3600, 3600, 3600, 3600, 3600, 3600, 3600, 3600, 3600, 3600, 3600, 3600, //
          14400, 14400, 14400, 14400, 14400, 14400, 14400, 14400, 14400, 14400, 14400, 14400,
          14400);

  @Test
  void the_delays_are_the_contracts() {
    assertThat(IntStream.rangeClosed(2, 50).mapToObj(n -> RetrySchedule.delayBefore(n, 0)).toList())
        .isEqualTo(CONTRACT_SECONDS.stream().map(Duration::ofSeconds).toList());
  }

  @Test
  void fifty_attempts_take_70_hours_and_at_most_85() {
    assertThat(total(0).toHours()).isEqualTo(70);
    assertThat(total(0.999_999)).isLessThan(Duration.ofHours(85));
  }

  @Test
  void jitter_only_adds_and_at_most_a_fifth() {
    for (int attempt = 2; attempt <= 50; attempt++) {
      Duration least = RetrySchedule.delayBefore(attempt, 0);
      Duration most = RetrySchedule.delayBefore(attempt, 0.999_999);
      assertThat(most)
          .isGreaterThan(least)
          .isLessThanOrEqualTo(least.multipliedBy(12).dividedBy(10));
    }
  }

  @Test
  void there_is_no_delay_before_the_first_attempt_nor_a_51st() {
    assertThatThrownBy(() -> RetrySchedule.delayBefore(1, 0)).hasMessageContaining("attempt 1 ");
    assertThatThrownBy(() -> RetrySchedule.delayBefore(51, 0)).hasMessageContaining("attempt 51 ");
  }

  private static Duration total(double chance) {
    return IntStream.rangeClosed(2, 50)
        .mapToObj(attempt -> RetrySchedule.delayBefore(attempt, chance))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
