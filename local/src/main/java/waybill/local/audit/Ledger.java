package waybill.local.audit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import waybill.platform.Item;
import waybill.platform.Time;

/**
 * Every counter is the sum of what the living effect records say. A scan is no snapshot, so a
 * difference counts only when a counter and all of its records are the same in two passes some
 * seconds apart; what changes at every pass is unsettled.
 *
 * <p>In memory: a line for each counter during the first pass, and then for each suspect.
 */
final class Ledger {

  private static final int PASSES_MAX = 5;
  private static final Duration BETWEEN_PASSES = Duration.ofSeconds(2);

  private final Tally tally;
  private final Book book;
  private final Map<String, Line> first = new ConcurrentHashMap<>();

  Ledger(Book book) {
    this.tally = new Tally(book.check());
    this.book = book;
  }

  /** A counter beside its records, as one pass saw them. */
  private record Line(long counter, long sum, long records, String newest) {

    Line plus(Line other) {
      return new Line(
          counter + other.counter,
          sum + other.sum,
          records + other.records,
          newest.compareTo(other.newest) > 0 ? newest : other.newest);
    }

    boolean isEven() {
      return counter == sum;
    }
  }

  /** A page of the first pass. */
  void page(List<Item> rows) {
    enter(rows, first, counter -> true);
  }

  /** Looks at the suspects of the first pass until each is even, drifted, or out of passes. */
  void settle(TableScan scan, Time time) {
    tally.checked(first.size());
    Map<String, Line> suspects = new TreeMap<>();
    first.forEach(
        (counter, line) -> {
          if (!line.isEven()) {
            suspects.put(counter, line);
          }
        });
    first.clear();
    for (int pass = 1; pass < PASSES_MAX && !suspects.isEmpty(); pass++) {
      pause(time);
      Map<String, Line> now = new ConcurrentHashMap<>();
      Map<String, Line> before = new TreeMap<>(suspects);
      scan.each(book.table(), page -> enter(page, now, before::containsKey));
      suspects.clear();
      suspects.putAll(compare(before, now));
    }
    tally.unsettled(suspects.size());
  }

  private Map<String, Line> compare(Map<String, Line> before, Map<String, Line> now) {
    Map<String, Line> left = new TreeMap<>();
    now.forEach(
        (counter, line) -> {
          if (line.isEven()) {
            return;
          }
          if (line.equals(before.get(counter))) {
            tally.drifted(
                "%s of %s is %d and its %d effect records say %d: one of them was changed by hand"
                    .formatted(
                        book.counter(), counter, line.counter(), line.records(), line.sum()));
          } else {
            left.put(counter, line);
          }
        });
    return left;
  }

  private void enter(List<Item> rows, Map<String, Line> lines, Predicate<String> wanted) {
    for (Item row : rows) {
      if (!Keys.isEffect(row)) {
        enter(lines, wanted, row.text("id"), counted(row));
        continue;
      }
      boolean isLiving = row.text("state").equals(book.living());
      book.parts()
          .of(row)
          .forEach(
              (counter, amount) ->
                  enter(
                      lines,
                      wanted,
                      counter,
                      new Line(0, isLiving ? amount : 0, 1, row.text("at"))));
    }
  }

  private Line counted(Item row) {
    return new Line(row.numberIfAny(book.counter()).orElse(0L), 0, 0, "");
  }

  private static void enter(
      Map<String, Line> lines, Predicate<String> wanted, String counter, Line line) {
    if (wanted.test(counter)) {
      lines.merge(counter, line, Line::plus);
    }
  }

  private static void pause(Time time) {
    try {
      time.sleep(BETWEEN_PASSES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two passes", e);
    }
  }

  Finding finding() {
    return tally.finding();
  }
}
