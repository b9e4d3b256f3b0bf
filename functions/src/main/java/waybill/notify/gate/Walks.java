package waybill.notify.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a gate's held deliveries are walked: when one may begin, what it may do, and what is left
 * when it ends.
 */
public final class Walks {

  /** A timer knows whole seconds only. */
  private static final Duration EARLY_MAX = Duration.ofMillis(999);

  private Walks() {}

  /**
   * What a walk may do.
   *
   * @param calls side by side
   * @param isProbe one call only, to find out whether the server answers
   * @param span where held deliveries may lie
   */
  public record May(int calls, boolean isProbe, Span span) {}

  /**
   * It is time to look. Somewhat early where nothing but the next call's time is waited for: a walk
   * waits for that itself, to the millisecond.
   */
  public static boolean isDue(Gate gate, Instant now) {
    boolean waitsForCallOnly = !gate.isOpen() && gate.slots().free(Gate.SLOTS_MAX, now) > 0;
    Instant by = waitsForCallOnly ? now.plus(EARLY_MAX) : now;
    return gate.wakeAt().filter(at -> !at.isAfter(by)).isPresent();
  }

  /** With a walk begun, if it is time, and there is room for a call and something to look for. */
  public static Gate begin(Gate gate, String slotId, Instant now) {
    if (!isDue(gate, now)) {
      return gate;
    }
    Backlog walked = gate.backlog().walkedBy(slotId);
    int free = gate.slots().free(Gate.SLOTS_MAX, now);
    if (walked.isEmpty() || free == 0) {
      return gate.with(
          gate.backlog()
              .wakes(gate.opensAt(now).map(at -> Pace.later(at, now.plus(Gate.LOOK_AGAIN)))));
    }
    int calls = gate.breaker().state() == Breaker.State.CLOSED ? free : 1;
    return gate.with(gate.isOpen() ? gate.breaker().probed(now) : gate.breaker())
        .with(gate.slots().take(slotId, calls, now))
        .with(walked.wakes(Optional.of(now.plus(Slots.LEASE))));
  }

  /** Empty when nobody walks by that id. */
  public static Optional<May> of(Gate gate, String slotId) {
    return gate.backlog()
        .walked()
        .filter(span -> gate.backlog().isWalkedBy(slotId))
        .map(span -> new May(gate.slots().count(slotId), gate.isOpen(), span));
  }

  /**
   * With the walk ended, all or {@code rest} of it left. When another began meanwhile, that one has
   * taken over all there was to see, and knows better.
   */
  public static Gate end(Gate gate, String slotId, Optional<Span> rest, Instant now) {
    Gate ended = gate.released(slotId);
    return ended.with(ended.backlog().left(slotId, rest, ended.opensAt(now)));
  }

  /** A probe found nobody to call, but has not seen everybody: the next may begin at once. */
  public static Gate notProbed(Gate gate, Instant now) {
    return gate.with(gate.breaker().probingAt(now));
  }
}
