package waybill.notify.gate;

import java.time.Duration;
import java.time.Instant;

/**
 * Stops calls to a server that does not answer, and finds out whether it does again.
 *
 * @param passed successes since it was OPEN, while RAMPING
 * @param probeAt when the next probe is, while OPEN
 */
record Breaker(State state, Window window, int passed, Instant probeAt) {

  enum State {
    /** Calls go out. */
    CLOSED,
    /** No calls but a probe. */
    OPEN,
    /** A probe succeeded: one call after another, until enough have. */
    RAMPING
  }

  static final Breaker NEW = new Breaker(State.CLOSED, Window.EMPTY, 0, Instant.EPOCH);

  static final Duration PROBE_EVERY = Duration.ofSeconds(30);

  /** Successes in a row that make it CLOSED again. */
  static final int RAMP_CALLS = 10;

  Breaker after(Outcomes outcomes, Instant now) {
    if (outcomes.isNone()) {
      return this;
    }
    return switch (state) {
      case CLOSED -> {
        Window counted = window.after(outcomes, now);
        yield counted.isTripped(now) && outcomes.hasFailures()
            ? open(now)
            : new Breaker(State.CLOSED, counted, 0, Instant.EPOCH);
      }
      case OPEN -> outcomes.successes() > 0 ? ramping(outcomes.successes()) : this;
      case RAMPING -> outcomes.hasFailures() ? open(now) : ramping(passed + outcomes.successes());
    };
  }

  /** The next probe is a while after this one, however this one ends. */
  Breaker probed(Instant now) {
    return probingAt(now.plus(PROBE_EVERY));
  }

  Breaker probingAt(Instant at) {
    return new Breaker(state, window, passed, at);
  }

  private static Breaker open(Instant now) {
    return new Breaker(State.OPEN, Window.EMPTY, 0, now.plus(PROBE_EVERY));
  }

  private static Breaker ramping(int passed) {
    return passed >= RAMP_CALLS
        ? NEW
        : new Breaker(State.RAMPING, Window.EMPTY, passed, Instant.EPOCH);
  }
}
