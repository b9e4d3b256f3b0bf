package waybill.notify.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who is calling again at present, and until when he may be believed to. */
record Slots(List<Slot> taken) {

  static final Slots FREE = new Slots(List.of());

  /** Longer than any function lives: a slot whose holder died is free again by then. */
  static final Duration LEASE = Duration.ofSeconds(35);

  /**
   * @param count calls that the holder makes side by side
   */
  record Slot(String id, int count, Instant until) {}

  int free(int max, Instant now) {
    return Math.max(0, max - living(now).stream().mapToInt(Slot::count).sum());
  }

  Slots take(String id, int count, Instant now) {
    List<Slot> all = new ArrayList<>(living(now));
    all.add(new Slot(id, count, now.plus(LEASE)));
    return new Slots(List.copyOf(all));
  }

  Slots release(String id) {
    return new Slots(taken.stream().filter(slot -> !slot.id().equals(id)).toList());
  }

  boolean holds(String id, Instant now) {
    return living(now).stream().anyMatch(slot -> slot.id().equals(id));
  }

  int count(String id) {
    return taken.stream().filter(slot -> slot.id().equals(id)).mapToInt(Slot::count).sum();
  }

  private List<Slot> living(Instant now) {
    return taken.stream().filter(slot -> slot.until().isAfter(now)).toList();
  }
}
