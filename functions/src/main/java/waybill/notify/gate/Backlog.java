package waybill.notify.gate;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where held deliveries may lie, and when somebody looks for them. Whoever holds one widens {@code
 * waiting}; whoever walks takes {@code waiting} over into {@code walked} first, so that what is
 * held behind his back is not lost.
 *
 * @param walked what the present walk, or one that crashed, has still to see
 * @param wakeAt when the next walk begins; absent when nothing is held, or nobody may be called
 */
record Backlog(Optional<Span> waiting, Optional<Span> walked, Optional<Instant> wakeAt) {

  static final Backlog NONE = new Backlog(Optional.empty(), Optional.empty(), Optional.empty());

  boolean isEmpty() {
    return waiting.isEmpty() && walked.isEmpty();
  }

  Backlog held(Span more) {
    return new Backlog(union(waiting, Optional.of(more)), walked, wakeAt);
  }

  Backlog wakes(Optional<Instant> at) {
    return new Backlog(waiting, walked, at);
  }

  Backlog walking() {
    return new Backlog(Optional.empty(), union(waiting, walked), wakeAt);
  }

  Backlog left(Optional<Span> rest) {
    return new Backlog(waiting, rest, wakeAt);
  }

  private static Optional<Span> union(Optional<Span> a, Optional<Span> b) {
    return Stream.of(a, b).flatMap(Optional::stream).reduce(Span::and);
  }
}
