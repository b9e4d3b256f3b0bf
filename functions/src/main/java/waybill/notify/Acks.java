package waybill.notify;

import java.util.ArrayList;
import java.util.List;

/**
 * A merchant's acknowledgements of one endpoint: which deliveries it wants no call for. Each is
 * numbered; a delivery remembers how many there were when it was last asked for anew ({@code ackN},
 * 0 if never), and those before count no more for it.
 *
 * <p>Only acknowledgements that a later one does not outdo are kept, so their {@code n} rise and
 * their {@code upto} fall. Beyond {@link #KEPT_MAX} the two oldest become one that is as new as the
 * newer and goes as far as the other. That errs to one side: never is a delivery called that an
 * acknowledgement covers; but one that was asked for anew between these two, beyond the reach of
 * the second, is taken for acknowledged. It can be asked for anew again.
 *
 * @param count how many there have been
 */
record Acks(long count, List<Ack> kept) {

  static final int KEPT_MAX = 10;

  static final Acks NONE = new Acks(0, List.of());

  Acks {
    kept = List.copyOf(kept);
  }

  /** The {@code n}th acknowledgement, of everything up to a number. */
  record Ack(long n, long upto) {}

  /** With one more. */
  Acks and(long upto) {
    List<Ack> next = new ArrayList<>(kept);
    next.removeIf(older -> older.upto() <= upto);
    next.add(new Ack(count + 1, upto));
    if (next.size() > KEPT_MAX) {
      Ack oldest = next.remove(0);
      next.set(0, new Ack(next.get(0).n(), oldest.upto()));
    }
    return new Acks(count + 1, next);
  }

  /** The highest number that was ever acknowledged, 0 if none was. */
  long upto() {
    return kept.isEmpty() ? 0 : kept.get(0).upto();
  }

  /** Which acknowledgement was the last to cover a number; 0 if none does. */
  long lastOf(long seq) {
    long last = 0;
    for (Ack ack : kept) {
      if (ack.upto() >= seq) {
        last = ack.n();
      }
    }
    return last;
  }

  /** Whether a delivery is acknowledged that was never asked for anew. */
  boolean cover(long seq) {
    return cover(seq, 0);
  }

  /** Whether a delivery is acknowledged that was last asked for anew after {@code ackN} of them. */
  boolean cover(long seq, long ackN) {
    return lastOf(seq) > ackN;
  }
}
