package waybill.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a delivery is called next, and when the sweeper must look at it. The table is the truth and
 * a timer in the queue only a help, so every PENDING row that is not held has both.
 *
 * @param nextAttemptAt nobody may claim before
 * @param dueAt the sweeper's time
 * @param timer how long a timer in the queue is to wait; nothing when it would be too long for one
 */
record Due(Instant nextAttemptAt, Instant dueAt, Optional<Duration> timer) {

  /** The longest that a queue can wait. */
  static final Duration TIMER_MAX = Duration.ofSeconds(900);

  /** How long a call and its close may take; longer than the function lives. */
  static final Duration LEASE = Duration.ofSeconds(35);

  /** Somewhat more than from one sweep to the next, so that a timer is sent in time. */
  static final Duration NEAR = Duration.ofSeconds(75);

  static final Duration OVERDUE_MIN = Duration.ofMinutes(2);
  static final Duration OVERDUE_MAX = Duration.ofMinutes(15);

  /** Of a delivery that waits: a timer goes out now, or the sweeper sends it when it is near. */
  static Due waiting(Instant now, Instant nextAttemptAt) {
    Duration wait = Duration.between(now, nextAttemptAt);
    return wait.compareTo(TIMER_MAX) <= 0
        ? new Due(nextAttemptAt, nextAttemptAt.plus(OVERDUE_MIN), Optional.of(atLeastZero(wait)))
        : new Due(nextAttemptAt, nextAttemptAt.minus(NEAR), Optional.empty());
  }

  /**
   * Of a delivery that is being called: what holds should the caller crash. The schedule goes on,
   * but not before the lease is over; {@code delay} is absent after the last attempt.
   */
  static Due claimed(Instant now, Optional<Duration> delay) {
    Instant leaseEnd = now.plus(LEASE);
    Instant next = later(leaseEnd, delay.map(now::plus).orElse(leaseEnd));
    return new Due(next, later(leaseEnd, next.minus(NEAR)), Optional.empty());
  }

  /**
   * When the sweeper, having sent a timer, looks again: 2 minutes later, doubling to 15 while
   * nothing happens.
   */
  static Instant lookAgain(Instant now, Instant nextAttemptAt) {
    Duration overdue = atLeastZero(Duration.between(nextAttemptAt, now));
    Duration wait = overdue.compareTo(OVERDUE_MIN) < 0 ? OVERDUE_MIN : overdue;
    return later(now, nextAttemptAt).plus(wait.compareTo(OVERDUE_MAX) > 0 ? OVERDUE_MAX : wait);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Duration atLeastZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
