package waybill.notify.gate;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where held deliveries may lie, and when somebody looks for them. Whoever holds one widens {@code
 * waiting}; whoever walks takes {@code waiting} over into {@code walked} first, so that what is
 * held behind his back is not lost.
 *
 * @param walked what the last walk to begin has still to see, or one before it that did not end
 * @param walker who that walk is; no other may say what is left of it
 * @param wakeAt when the next walk begins; absent when nothing is held, or nobody may be called
 */
record Backlog(
    Optional<Span> waiting,
    Optional<Span> walked,
    Optional<String> walker,
    Optional<Instant> wakeAt) {

  static final Backlog NONE =
      new Backlog(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  boolean isEmpty() {
    return waiting.isEmpty() && walked.isEmpty();
  }

  /**
   * @param opensAt when it may be called, if that is to come by itself
   */
  Backlog held(Span more, Optional<Instant> opensAt) {
    Optional<Instant> wakes = wakeAt.isPresent() ? wakeAt : opensAt;
    return new Backlog(union(waiting, Optional.of(more)), walked, walker, wakes);
  }

  /** Nobody is woken for nothing. */
  Backlog wakes(Optional<Instant> at) {
    return new Backlog(waiting, walked, walker, isEmpty() ? Optional.empty() : at);
  }

  /** Another time to look, unless somebody is at it, who will say when the next one is. */
  Backlog opensAt(Optional<Instant> at) {
    return wakeAt.isPresent() && walker.isEmpty() ? wakes(at) : this;
  }

  Backlog walkedBy(String id) {
    return new Backlog(Optional.empty(), union(waiting, walked), Optional.of(id), wakeAt);
  }

  boolean isWalkedBy(String id) {
    return walker.filter(id::equals).isPresent();
  }

  /** Of a walk; unchanged when another began since, which took all of it over. */
  Backlog left(String id, Optional<Span> rest, Optional<Instant> opensAt) {
    return isWalkedBy(id)
        ? new Backlog(waiting, rest, Optional.empty(), wakeAt).wakes(opensAt)
        : this;
  }

  private static Optional<Span> union(Optional<Span> a, Optional<Span> b) {
    return Stream.of(a, b).flatMap(Optional::stream).reduce(Span::and);
  }
}
