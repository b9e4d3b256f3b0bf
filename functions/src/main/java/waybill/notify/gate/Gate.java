package waybill.notify.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What stands between an endpoint's deliveries and its server. A value: each method gives the gate
 * as it is then, for {@code GateStore} to write down on the condition that nobody changed it.
 *
 * @param version raised by each change; 0 is a gate that was never written
 * @param epoch the endpoint's, at its last change of status or URL; 0 if there was none
 * @param isActive whether the endpoint takes calls, by its status
 * @param nextCallAt by the endpoint's rate limit
 */
public record Gate(
    long version,
    long epoch,
    boolean isActive,
    Breaker breaker,
    Health health,
    Slots slots,
    Backlog backlog,
    Instant nextCallAt) {

  public static final Gate NEW =
      new Gate(0, 0, true, Breaker.NEW, Health.GOOD, Slots.FREE, Backlog.NONE, Instant.EPOCH);

  /**
   * Of an endpoint's 5 calls at once, those by timers and walks. The others are first attempts, and
   * counted elsewhere (by the sequence), so that neither has to wait for the other's count.
   */
  static final int SLOTS_MAX = 2;

  /** When nothing is free, somebody looks again. */
  static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private static final Duration EARLY_MAX = Duration.ofMillis(999);

  // ---- calls

  /**
   * @param calls how many of the calls that were asked for may go out now
   */
  public record Admission(int calls, Gate gate) {}

  /** For first attempts. */
  public Admission admit(int wanted, OptionalInt perSecond, Instant now) {
    if (!isActive || breaker.state() != Breaker.State.CLOSED || wanted == 0) {
      return new Admission(0, this);
    }
    if (perSecond.isEmpty()) {
      return new Admission(wanted, this);
    }
    Pace pace = new Pace(perSecond.getAsInt());
    int granted = pace.grants(nextCallAt, wanted, now);
    return new Admission(
        granted, granted == 0 ? this : paced(pace.after(nextCallAt, granted, now)));
  }

  /** For one that is called again; empty when it has to be held. */
  public Optional<Gate> admit(String slotId, OptionalInt perSecond, Instant now) {
    Admission admission = admit(1, perSecond, now);
    return admission.calls() == 1 && slots.free(SLOTS_MAX, now) > 0
        ? Optional.of(admission.gate().slots(slots.take(slotId, 1, now)))
        : Optional.empty();
  }

  /** Its call was not made after all, or its end is told by {@link #after}. */
  public Gate released(String slotId) {
    return slots(slots.release(slotId));
  }

  /** Calls ended. */
  public Gate after(Outcomes outcomes, Instant now) {
    return new Gate(
        version,
        epoch,
        isActive,
        breaker.after(outcomes, now),
        health.after(outcomes, now),
        slots,
        backlog,
        nextCallAt);
  }

  /** Successes matter to it: there are failures to weigh them against. */
  public boolean weighsSuccesses(Instant now) {
    return breaker.state() != Breaker.State.CLOSED
        || breaker.window().hasFailures(now)
        || health.failures() > 0;
  }

  // ---- held deliveries

  /**
   * Deliveries are held. Unless the endpoint takes no calls at all, somebody will look for them;
   * whoever makes it take calls again sees to that himself.
   */
  public Gate holding(Span span, Instant now) {
    Backlog more = backlog.held(span);
    return backlog(
        isActive && more.wakeAt().isEmpty() ? more.wakes(Optional.of(opensAt(now))) : more);
  }

  /**
   * The endpoint's status or URL changed: what was known of its server counts no more, and what is
   * held is looked for at once, if it may be called.
   *
   * @param newEpoch by which outcomes of earlier calls are told from later ones
   */
  public Gate changed(long newEpoch, boolean takesCalls, Instant now) {
    Optional<Instant> wakeAt =
        takesCalls && !backlog.isEmpty() ? Optional.of(now) : Optional.empty();
    return new Gate(
        version,
        newEpoch,
        takesCalls,
        Breaker.NEW,
        Health.GOOD,
        slots,
        backlog.wakes(wakeAt),
        nextCallAt);
  }

  /** Whether calls of an endpoint with this epoch say anything of its server as it is now. */
  public boolean isOf(long endpointEpoch) {
    return epoch == 0 || epoch == endpointEpoch;
  }

  /** With the right to look for held deliveries; empty when it is not the time, or for nothing. */
  public Optional<Gate> walking(String slotId, Instant now) {
    Backlog walking = backlog.walkedBy(slotId);
    int free = slots.free(SLOTS_MAX, now);
    if (!isDue(now) || walking.isEmpty() || free == 0) {
      return Optional.empty();
    }
    Breaker probed = breaker.state() == Breaker.State.OPEN ? breaker.probed(now) : breaker;
    int calls = breaker.state() == Breaker.State.CLOSED ? free : 1;
    return Optional.of(
        new Gate(
            version,
            epoch,
            isActive,
            probed,
            health,
            slots.take(slotId, calls, now),
            walking.wakes(Optional.of(now.plus(Slots.LEASE))),
            nextCallAt));
  }

  /**
   * What a walk may do.
   *
   * @param calls side by side
   * @param isProbe one call only, to find out whether the server answers
   * @param span where held deliveries may lie
   */
  public record Walk(int calls, boolean isProbe, Span span) {}

  /** Empty when nobody walks by that id. */
  public Optional<Walk> walkOf(String slotId) {
    return backlog
        .walked()
        .filter(span -> backlog.isWalkedBy(slotId))
        .map(span -> new Walk(slots.count(slotId), isOpen(), span));
  }

  /**
   * It is time to look. Somewhat early where nothing but the next call's time is waited for: a walk
   * waits for that itself, to the millisecond, and a timer knows whole seconds only.
   */
  public boolean isDue(Instant now) {
    boolean waitsForCallOnly = !isOpen() && slots.free(SLOTS_MAX, now) > 0;
    Instant by = waitsForCallOnly ? now.plus(EARLY_MAX) : now;
    return backlog.wakeAt().isPresent() && !backlog.wakeAt().get().isAfter(by);
  }

  /** A walk that could not begin is tried again; one that has nothing to see is not. */
  public Gate notWalked(Instant now) {
    return backlog(
        backlog.wakes(
            isActive && !backlog.isEmpty()
                ? Optional.of(Pace.later(opensAt(now), now.plus(LOOK_AGAIN)))
                : Optional.empty()));
  }

  /**
   * A walk has ended, all or {@code rest} of it left. When another began meanwhile, that one has
   * taken over all there was to see, and knows better.
   */
  public Gate walked(String slotId, Optional<Span> rest, Instant now) {
    Gate ended = slots(slots.release(slotId));
    if (!backlog.isWalkedBy(slotId)) {
      return ended;
    }
    Backlog left = backlog.left(rest);
    return ended.backlog(
        left.wakes(
            isActive && !left.isEmpty() ? Optional.of(ended.opensAt(now)) : Optional.empty()));
  }

  /** A probe found nobody to call, but has not seen everybody: the next may begin at once. */
  public Gate notProbed(Instant now) {
    return new Gate(
        version, epoch, isActive, breaker.probingAt(now), health, slots, backlog, nextCallAt);
  }

  /** Nobody is to look: the endpoint takes no calls, or is gone. */
  public Gate asleep() {
    return backlog(backlog.wakes(Optional.empty()));
  }

  /** Times for calls of a walk are its own, at even distances; see {@link #firstOfReserved}. */
  public Gate reserving(int perSecond, int calls, Instant now) {
    Instant begin = now.truncatedTo(ChronoUnit.MICROS);
    return paced(new Pace(perSecond).after(nextCallAt, calls, begin));
  }

  /** What was reserved until then was not used from {@code next} on. */
  public Gate givingBack(Instant reservedUntil, Instant next) {
    return nextCallAt.equals(reservedUntil) ? paced(next) : this;
  }

  /** The first of those that were reserved last. */
  public Instant firstOfReserved(int perSecond, int calls) {
    return nextCallAt.minus(distance(perSecond).multipliedBy(calls));
  }

  public static Duration distance(int perSecond) {
    return new Pace(perSecond).distance();
  }

  // ---- what others have to know

  /** As it is once it was written down. */
  public Gate written() {
    return new Gate(version + 1, epoch, isActive, breaker, health, slots, backlog, nextCallAt);
  }

  public boolean holds(String slotId) {
    return slots.holds(slotId);
  }

  public Optional<Instant> wakeAt() {
    return backlog.wakeAt();
  }

  /** Calls go out to it: all of them, or one after another. */
  public boolean isCalled() {
    return isActive && breaker.state() != Breaker.State.OPEN;
  }

  public boolean isOpen() {
    return breaker.state() == Breaker.State.OPEN;
  }

  public boolean isRamping() {
    return breaker.state() == Breaker.State.RAMPING;
  }

  /** Since the last success too many failures, for too long. */
  public boolean isBudgetSpent(Instant now) {
    return health.isSpent(now);
  }

  /** How much of the failures' budget was spent at the last warning; 0 before the first. */
  public int warnedPercent() {
    return health.warnedPercent();
  }

  /** When a call may go out again, as far as is known. */
  private Instant opensAt(Instant now) {
    if (breaker.state() == Breaker.State.OPEN) {
      return Pace.later(breaker.probeAt(), now);
    }
    return slots.free(SLOTS_MAX, now) == 0 ? now.plus(LOOK_AGAIN) : Pace.later(nextCallAt, now);
  }

  private Gate slots(Slots changed) {
    return new Gate(version, epoch, isActive, breaker, health, changed, backlog, nextCallAt);
  }

  private Gate backlog(Backlog changed) {
    return new Gate(version, epoch, isActive, breaker, health, slots, changed, nextCallAt);
  }

  private Gate paced(Instant next) {
    return new Gate(version, epoch, isActive, breaker, health, slots, backlog, next);
  }
}
