package waybill.platform;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Holds the clock against the {@code Date} of DynamoDB's answers. The outbox's buckets are minutes
 * of the writer's clock: one that is far off puts messages where only the sweeper's slow pass finds
 * them. Sees only what is over the limit by more than an answer's way takes.
 */
public final class ClockCheck implements ExecutionInterceptor {

  static final Duration DIFFERENCE_MAX = Duration.ofSeconds(30);

  /** An environment that is off would tell so with every call. */
  static final Duration TOLD_EVERY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(ClockCheck.class);

  private final Time time;
  private final Metrics metrics;
  private final AtomicReference<Long> toldNanos = new AtomicReference<>();

  public ClockCheck(Time time, Metrics metrics) {
    this.time = time;
    this.metrics = metrics;
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    context
        .httpResponse()
        .firstMatchingHeader("Date")
        .flatMap(ClockCheck::parse)
        .ifPresent(this::hold);
  }

  private void hold(Instant theirs) {
    Duration difference = Duration.between(theirs, time.now());
    if (difference.abs().compareTo(DIFFERENCE_MAX) > 0 && isToBeTold()) {
      LOG.warn("the clock differs from DynamoDB's by {} s", difference.toSeconds());
      metrics.put(Metric.CLOCK_DIFFERENCE, difference.abs().toMillis());
    }
  }

  private boolean isToBeTold() {
    long now = time.nanos();
    Long told = toldNanos.get();
    return (told == null || now - told >= TOLD_EVERY.toNanos())
        && toldNanos.compareAndSet(told, now);
  }

  private static Optional<Instant> parse(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
