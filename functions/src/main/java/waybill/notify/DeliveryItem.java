package waybill.notify;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import waybill.notify.call.Phases;
import waybill.notify.call.Result;
import waybill.platform.Ids;
import waybill.platform.Item;

/**
 * How deliveries lie in their table: rows by number, markers ({@code e#}) by event, lines of the
 * log ({@code l#}) that have no room in their row, the endpoint's gate ({@code g#}), and once it is
 * deleted when all of these go ({@code x#}). Times are in epoch milliseconds: a row under 1 KB
 * costs half of one that is over.
 */
final class DeliveryItem {

  static final int DUE_SHARDS = 4;

  private static final String GATE = "g#";
  private static final String REMAINS = "x#";

  /** The last sort key of a row; all else sorts after it. */
  static final String LAST_ROW = "9".repeat(Notice.sequence(0).length());

  private DeliveryItem() {}

  static Item rowKey(String endpointId, long seq) {
    return key(endpointId, Notice.sequence(seq));
  }

  static Item gateKey(String endpointId) {
    return key(endpointId, GATE);
  }

  static Item remainsKey(String endpointId) {
    return key(endpointId, REMAINS);
  }

  /** The key of a row with this number, as {@link #seq} gives it. */
  static Item keyOf(String endpointId, long seq) {
    if (seq == Timer.GATE) {
      return gateKey(endpointId);
    }
    return seq == Timer.REMAINS ? remainsKey(endpointId) : rowKey(endpointId, seq);
  }

  /** The number in a row's sort key, or what a timer has in its place. */
  static long seq(Item row) {
    return switch (row.text("seq")) {
      case GATE -> Timer.GATE;
      case REMAINS -> Timer.REMAINS;
      default -> Long.parseLong(row.text("seq"));
    };
  }

  static Item markerKey(String endpointId, String eventId) {
    return key(endpointId, "e#" + eventId);
  }

  static Item logKey(String endpointId, long seq, int round, int attempt) {
    return key(endpointId, logPrefix(seq, round) + String.format(Locale.ROOT, "%02d", attempt));
  }

  static String logPrefix(long seq, int round) {
    return "l#" + Notice.sequence(seq) + "#" + String.format(Locale.ROOT, "%03d", round) + "#";
  }

  static String dueShard(String endpointId, long seq) {
    return dueShard(Ids.shard(endpointId + "#" + seq, DUE_SHARDS));
  }

  static String dueShard(int shard) {
    return Integer.toString(shard);
  }

  /** How many acknowledgements there were when the delivery was last asked for anew. */
  static long ackN(Item row) {
    return row.numberIfAny("ackN").orElse(0L);
  }

  /** The attempt whose claim was never closed, if the row has one. */
  static Optional<Attempt> crashed(Item row) {
    return row.has("claimId")
        ? Optional.of(
            Attempt.unknown(
                (int) row.number("attempt"), Instant.ofEpochMilli(row.number("claimedAt"))))
        : Optional.empty();
  }

  /** The lines in the row, with one for a claim that was not closed. */
  static List<Attempt> wholeLog(Item row) {
    return Stream.concat(lines(row), crashed(row).stream()).toList();
  }

  private static Stream<Attempt> lines(Item row) {
    return row.list("log").stream().map(DeliveryItem::readLog);
  }

  /** {@code attemptLog} comes from the row as far as it lies there. */
  static Delivery read(Item row, Standing standing) {
    return new Delivery(
        Long.parseLong(row.text("seq")),
        row.text("eventId"),
        row.text("type"),
        standing.statusOf(row),
        (int) row.number("attempt"),
        row.textIfAny("lastResult").map(Result::of),
        standing.nextAttemptAt(row),
        Instant.ofEpochMilli(row.number("createdAt")),
        row.text("event"),
        lines(row).toList());
  }

  /** Names of one letter, as there are several in a row: attempt, time, duration and so on. */
  static Item log(Attempt attempt) {
    return withLog(Item.empty(), attempt);
  }

  static Item withLog(Item item, Attempt attempt) {
    item.with("a", attempt.attempt())
        .with("t", attempt.startedAt().toEpochMilli())
        .with("r", attempt.result().text());
    attempt.durationMs().ifPresent(ms -> item.with("d", ms));
    attempt.statusCode().ifPresent(code -> item.with("s", code));
    if (!attempt.error().isEmpty()) {
      item.with("e", attempt.error());
    }
    if (!attempt.remoteAddress().isEmpty()) {
      item.with("i", attempt.remoteAddress());
    }
    if (!attempt.phases().equals(Phases.NONE)) {
      item.with("p", attempt.phases().compact());
    }
    attempt.nextAt().ifPresent(next -> item.with("n", next.toEpochMilli()));
    return item;
  }

  static Attempt readLog(Item item) {
    return new Attempt(
        (int) item.number("a"),
        Instant.ofEpochMilli(item.number("t")),
        item.numberIfAny("d").map(OptionalLong::of).orElse(OptionalLong.empty()),
        item.textIfAny("p").map(Phases::parse).orElse(Phases.NONE),
        Result.of(item.text("r")),
        item.numberIfAny("s")
            .map(code -> OptionalInt.of(code.intValue()))
            .orElse(OptionalInt.empty()),
        item.textIfAny("e").orElse(""),
        item.textIfAny("i").orElse(""),
        item.numberIfAny("n").map(Instant::ofEpochMilli));
  }

  private static Item key(String endpointId, String sortKey) {
    return Item.empty().with("endpointId", endpointId).with("seq", sortKey);
  }
}
