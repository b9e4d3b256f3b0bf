package waybill.local.trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import waybill.local.template.EventSource.StreamSource;

/**
 * Records that are handed over together, and what comes after: a pure decision, as Lambda documents
 * it for streams.
 *
 * @param retries how often these records were already handed over in vain
 */
record Chunk(List<StreamRecord> records, int retries) {

  /** How an invocation ended. */
  sealed interface Result {
    record Success() implements Result {}

    /** The record with the lowest reported sequence number failed; those before it are done. */
    record ItemFailed(String sequence) implements Result {}

    record FunctionFailed() implements Result {}
  }

  /**
   * What follows.
   *
   * @param next in order, before anything newer of the shard
   * @param givenUp records for the on-failure destination
   * @param progressed whether fewer records are left than before
   */
  record Step(List<Chunk> next, List<StreamRecord> givenUp, boolean progressed) {}

  Step after(Result result, StreamSource source) {
    if (result instanceof Result.Success) {
      return new Step(List.of(), List.of(), true);
    }
    if (result instanceof Result.ItemFailed failed) {
      int from = indexOf(failed.sequence());
      return from == 0
          ? again(source)
          : new Step(List.of(new Chunk(records.subList(from, records.size()), 0)), List.of(), true);
    }
    // Halving does not count as a retry.
    return source.bisects() && records.size() > 1
        ? new Step(halves(), List.of(), true)
        : again(source);
  }

  /** Splits off what is too old to be tried. */
  Step expire(Optional<Duration> ageMax, Instant now) {
    if (ageMax.isEmpty()) {
      return new Step(List.of(this), List.of(), false);
    }
    Instant oldest = now.minus(ageMax.get());
    List<StreamRecord> fresh = new ArrayList<>();
    List<StreamRecord> old = new ArrayList<>();
    records.forEach(record -> (record.writtenAt().isBefore(oldest) ? old : fresh).add(record));
    return new Step(
        fresh.isEmpty() ? List.of() : List.of(new Chunk(fresh, retries)), old, !old.isEmpty());
  }

  private Step again(StreamSource source) {
    boolean exhausted =
        source.retriesMax() != StreamSource.RETRIES_FOR_EVER && retries >= source.retriesMax();
    return exhausted
        ? new Step(List.of(), records, true)
        : new Step(List.of(new Chunk(records, retries + 1)), List.of(), false);
  }

  private List<Chunk> halves() {
    int middle = records.size() / 2;
    return List.of(
        new Chunk(records.subList(0, middle), retries),
        new Chunk(records.subList(middle, records.size()), retries));
  }

  private int indexOf(String sequence) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).sequence().equals(sequence)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no record " + sequence + " in this chunk");
  }
}
