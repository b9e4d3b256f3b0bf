package waybill.notify.call;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header Retry-After, in seconds or as a date. RFC 9110, section 10.2.3. */
final class RetryAfter {

  static final Duration WAIT_MAX = Duration.ofHours(4);

  private RetryAfter() {}

  /** Nothing when the value is neither, or lies in the past; at most {@link #WAIT_MAX}. */
  static Optional<Duration> parse(String value, Instant now) {
    return wait(value.strip(), now)
        .filter(wait -> !wait.isNegative())
        .map(wait -> wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait);
  }

  private static Optional<Duration> wait(String value, Instant now) {
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
      return Optional.of(Duration.between(now, date));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
