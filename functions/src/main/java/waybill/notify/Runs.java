package waybill.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import waybill.platform.Item;

/**
 * First attempts that are being made of one endpoint, so that its calls at once are bounded. They
 * stand in its sequence, which every intake writes anyhow, and are never written off: whoever finds
 * no room looks at the rows themselves whether the calls have ended.
 */
record Runs(List<Run> all) {

  /**
   * Of an endpoint's 5 calls at once, those that are first attempts; the others are {@code
   * Gate.SLOTS_MAX}.
   */
  static final int LANES_MAX = 3;

  /** Longer than any function lives. */
  private static final Duration LEASE = Due.LEASE;

  static final Runs NONE = new Runs(List.of());

  /**
   * Deliveries that one invocation calls.
   *
   * @param lanes how many of them at once
   */
  record Run(long from, long to, int lanes, Instant until) {}

  int free(Instant now) {
    return Math.max(0, LANES_MAX - living(now).stream().mapToInt(Run::lanes).sum());
  }

  /** The numbers that decide whether there is more room than it seems. */
  List<Long> inQuestion(Instant now) {
    return living(now).stream()
        .flatMapToLong(run -> LongStream.rangeClosed(run.from(), run.to()))
        .boxed()
        .toList();
  }

  /** Only those of which at least one is still called. */
  Runs still(LongPredicate isCalled) {
    return new Runs(
        all.stream()
            .filter(run -> LongStream.rangeClosed(run.from(), run.to()).anyMatch(isCalled))
            .toList());
  }

  Runs with(long from, int calls, int lanes, Instant now) {
    List<Run> more = new ArrayList<>(living(now));
    more.add(new Run(from, from + calls - 1, lanes, now.plus(LEASE)));
    return new Runs(List.copyOf(more));
  }

  private List<Run> living(Instant now) {
    return all.stream().filter(run -> run.until().isAfter(now)).toList();
  }

  static Runs read(Item sequence) {
    return new Runs(
        sequence.list("runs").stream()
            .map(
                run ->
                    new Run(
                        run.number("f"),
                        run.number("t"),
                        (int) run.number("l"),
                        Instant.ofEpochMilli(run.number("u"))))
            .toList());
  }

  List<Item> items() {
    return all.stream()
        .map(
            run ->
                Item.empty()
                    .with("f", run.from())
                    .with("t", run.to())
                    .with("l", run.lanes())
                    .with("u", run.until().toEpochMilli()))
        .toList();
  }
}
