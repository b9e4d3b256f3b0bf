package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void seconds_and_dates_are_understood() {
    assertThat(RetryAfter.parse("120", NOW)).contains(Duration.ofMinutes(2));
    assertThat(RetryAfter.parse(" 0 ", NOW)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("Sun, 22 Nov 2026 10:05:00 GMT", NOW))
        .contains(Duration.ofMinutes(5));
  }

  @Test
  void nobody_puts_us_off_for_more_than_four_hours() {
    assertThat(RetryAfter.parse("999999999", NOW)).contains(Duration.ofHours(4));
    assertThat(RetryAfter.parse("Sun, 22 Nov 2037 10:05:00 GMT", NOW))
        .contains(Duration.ofHours(4));
  }

  @Test
  void what_is_neither_or_past_says_nothing() {
    for (String value :
        new String[] {"", "soon", "-1", "1.5", "9999999999", "Sun, 22 Nov 2026 09:59:59 GMT"}) {
      assertThat(RetryAfter.parse(value, NOW)).as(value).isEmpty();
    }
  }
}
