package waybill.notify.gate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import waybill.platform.Item;

/**
 * How a gate lies in a row, beside what its writer adds. Times are in epoch milliseconds, but for
 * the next call's: at 100 calls a second a millisecond is a tenth of the distance.
 */
public final class GateItem {

  private static final String FROM = "From";
  private static final String TO = "To";

  private GateItem() {}

  public static Item write(Item row, Gate gate) {
    row.with("epoch", gate.epoch());
    row.with("active", gate.isActive() ? 1 : 0).with("breaker", breaker(gate.breaker()));
    Health health = gate.health();
    if (health.failures() > 0) {
      row.with("failures", health.failures())
          .with("failingSince", millis(health.since().orElseThrow()))
          .with("warned", health.warnedPercent());
    }
    if (!gate.slots().taken().isEmpty()) {
      row.with("slots", gate.slots().taken().stream().map(GateItem::slot).toList());
    }
    gate.backlog().waiting().ifPresent(span -> write(row, "waiting", span));
    gate.backlog().walked().ifPresent(span -> write(row, "walked", span));
    gate.backlog().walker().ifPresent(id -> row.with("walker", id));
    gate.backlog().wakeAt().ifPresent(at -> row.with("wakeAt", millis(at)));
    if (!gate.rate().equals(Rate.UNUSED)) {
      row.with("nextCallAt", ChronoUnit.MICROS.between(Instant.EPOCH, gate.rate().nextCallAt()));
    }
    return row;
  }

  public static Gate read(Item row) {
    return new Gate(
        row.number("version"),
        row.number("epoch"),
        row.number("active") == 1,
        breaker(row.mapIfAny("breaker").orElseThrow()),
        row.numberIfAny("failures").map(failures -> health(row, failures)).orElse(Health.GOOD),
        new Slots(row.list("slots").stream().map(GateItem::slot).toList()),
        new Backlog(
            span(row, "waiting"),
            span(row, "walked"),
            row.textIfAny("walker"),
            time(row, "wakeAt")),
        row.numberIfAny("nextCallAt")
            .map(micros -> new Rate(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)))
            .orElse(Rate.UNUSED));
  }

  private static Item breaker(Breaker breaker) {
    List<Item> minutes =
        breaker.window().minutes().stream()
            .map(
                each ->
                    Item.empty()
                        .with("m", each.minute())
                        .with("c", each.calls())
                        .with("f", each.failures()))
            .toList();
    List<Item> failing =
        breaker.window().failing().stream()
            .map(each -> Item.empty().with("s", each.seq()).with("m", each.minute()))
            .toList();
    return Item.empty()
        .with("state", breaker.state().name())
        .with("minutes", minutes)
        .with("failing", failing)
        .with("passed", breaker.passed())
        .with("probeAt", millis(breaker.probeAt()));
  }

  private static Breaker breaker(Item item) {
    List<Window.Minute> minutes =
        item.list("minutes").stream()
            .map(
                each ->
                    new Window.Minute(
                        each.number("m"), (int) each.number("c"), (int) each.number("f")))
            .toList();
    List<Window.Failing> failing =
        item.list("failing").stream()
            .map(each -> new Window.Failing(each.number("s"), each.number("m")))
            .toList();
    return new Breaker(
        Breaker.State.valueOf(item.text("state")),
        new Window(minutes, failing),
        (int) item.number("passed"),
        Instant.ofEpochMilli(item.number("probeAt")));
  }

  private static Health health(Item row, long failures) {
    return new Health((int) failures, time(row, "failingSince"), (int) row.number("warned"));
  }

  private static Item slot(Slots.Slot slot) {
    return Item.empty()
        .with("id", slot.id())
        .with("count", slot.count())
        .with("until", millis(slot.until()));
  }

  private static Slots.Slot slot(Item item) {
    return new Slots.Slot(
        item.text("id"), (int) item.number("count"), Instant.ofEpochMilli(item.number("until")));
  }

  private static void write(Item row, String name, Span span) {
    row.with(name + FROM, span.from()).with(name + TO, span.to());
  }

  private static Optional<Span> span(Item row, String name) {
    return row.numberIfAny(name + FROM).map(from -> new Span(from, row.number(name + TO)));
  }

  private static Optional<Instant> time(Item row, String name) {
    return row.numberIfAny(name).map(Instant::ofEpochMilli);
  }

  private static long millis(Instant time) {
    return time.toEpochMilli();
  }
}
