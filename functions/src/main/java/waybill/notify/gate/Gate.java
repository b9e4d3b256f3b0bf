package waybill.notify.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What stands between an endpoint's deliveries and its server. A value: each method gives the gate
 * as it is then, for {@code GateStore} to write down on the condition that nobody changed it.
 *
 * @param version raised by each change; 0 is a gate that was never written
 * @param epoch the endpoint's, at its last change of status or URL; 0 if there was none
 * @param isActive whether the endpoint takes calls, by its status
 */
public record Gate(
    long version,
    long epoch,
    boolean isActive,
    Breaker breaker,
    Health health,
    Slots slots,
    Backlog backlog,
    Rate rate) {

  public static final Gate NEW =
      new Gate(0, 0, true, Breaker.NEW, Health.GOOD, Slots.FREE, Backlog.NONE, Rate.UNUSED);

  /**
   * Of an endpoint's 5 calls at once, those by timers and walks. The others are first attempts, and
   * counted elsewhere (by the sequence), so that neither has to wait for the other's count.
   */
  static final int SLOTS_MAX = 2;

  /** When nothing is free, somebody looks again. */
  static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  // ---- calls

  /**
   * @param calls how many of the calls that were asked for may go out now
   */
  public record Admission(int calls, Gate gate) {}

  /** For first attempts. */
  public Admission admit(int wanted, OptionalInt perSecond, Instant now) {
    boolean isClosed = isActive && breaker.state() == Breaker.State.CLOSED;
    int granted = isClosed ? rate.grants(wanted, perSecond, now) : 0;
    return new Admission(granted, with(rate.after(granted, perSecond, now)));
  }

  /** For one that is called again; empty when it has to be held. */
  public Optional<Gate> admit(String slotId, OptionalInt perSecond, Instant now) {
    Admission admission = admit(1, perSecond, now);
    boolean isFree = !holds(slotId, now) && slots.free(SLOTS_MAX, now) > 0;
    return admission.calls() == 1 && isFree
        ? Optional.of(admission.gate().with(slots.take(slotId, 1, now)))
        : Optional.empty();
  }

  /** Its call was not made after all, or its end is told by {@link #after}. */
  public Gate released(String slotId) {
    return with(slots.release(slotId));
  }

  /** Calls ended. Where that opens or closes the way, whoever looks for what is held goes by it. */
  public Gate after(Outcomes outcomes, Instant now) {
    Gate after = with(breaker.after(outcomes, now)).with(health.after(outcomes, now));
    boolean isAsBefore = after.breaker.state() == breaker.state();
    return isAsBefore ? after : after.with(backlog.opensAt(after.opensAt(now)));
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
    return with(backlog.held(span, opensAt(now)));
  }

  /**
   * The endpoint's status or URL changed: what was known of its server counts no more, and what is
   * held is looked for at once, if it may be called.
   *
   * @param newEpoch by which outcomes of earlier calls are told from later ones
   */
  public Gate changed(long newEpoch, boolean takesCalls, Instant now) {
    Backlog looked = backlog.wakes(takesCalls ? Optional.of(now) : Optional.empty());
    return new Gate(version, newEpoch, takesCalls, Breaker.NEW, Health.GOOD, slots, looked, rate);
  }

  /** Whether calls of an endpoint with this epoch say anything of its server as it is now. */
  public boolean isOf(long endpointEpoch) {
    return epoch == 0 || epoch == endpointEpoch;
  }

  /** Nobody is to look: the endpoint takes no calls, or is gone. */
  public Gate asleep() {
    return with(backlog.wakes(Optional.empty()));
  }

  /** Times for calls of a walk are its own, at even distances; see {@link Rate#firstOf}. */
  public Gate reserving(int perSecond, int calls, Instant now) {
    return with(rate.after(calls, OptionalInt.of(perSecond), now));
  }

  /** What was reserved until then was not used from {@code next} on. */
  public Gate givingBack(Rate reserved, Instant next) {
    return rate.equals(reserved) ? with(new Rate(next)) : this;
  }

  // ---- what others have to know

  /** As it is once it was written down. */
  public Gate written() {
    return new Gate(version + 1, epoch, isActive, breaker, health, slots, backlog, rate);
  }

  /** The slot is taken; a lease that is over counts no more. */
  public boolean holds(String slotId, Instant now) {
    return slots.holds(slotId, now);
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

  /** When a call may go out again, as far as is known; empty when none may until a change. */
  Optional<Instant> opensAt(Instant now) {
    if (!isActive) {
      return Optional.empty();
    }
    if (isOpen()) {
      return Optional.of(Pace.later(breaker.probeAt(), now));
    }
    boolean isFull = slots.free(SLOTS_MAX, now) == 0;
    return Optional.of(isFull ? now.plus(LOOK_AGAIN) : Pace.later(rate.nextCallAt(), now));
  }

  Gate with(Breaker changed) {
    return new Gate(version, epoch, isActive, changed, health, slots, backlog, rate);
  }

  private Gate with(Health changed) {
    return new Gate(version, epoch, isActive, breaker, changed, slots, backlog, rate);
  }

  Gate with(Slots changed) {
    return new Gate(version, epoch, isActive, breaker, health, changed, backlog, rate);
  }

  Gate with(Backlog changed) {
    return new Gate(version, epoch, isActive, breaker, health, slots, changed, rate);
  }

  private Gate with(Rate changed) {
    return new Gate(version, epoch, isActive, breaker, health, slots, backlog, changed);
  }
}
