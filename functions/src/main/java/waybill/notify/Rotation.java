package waybill.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What becomes of an endpoint's secrets when a new one takes their place. */
final class Rotation {

  private Rotation() {}

  /**
   * The new one first; every older one ends at the latest when the overlap does, and those that
   * have ended are gone.
   */
  static List<SigningSecret> next(
      List<SigningSecret> secrets, SigningSecret fresh, Instant now, Duration overlap) {
    Instant end = now.plus(overlap);
    List<SigningSecret> next = new ArrayList<>(List.of(fresh));
    for (SigningSecret older : secrets) {
      SigningSecret ending = older.endingBy(end);
      if (ending.isInForce(now)) {
        next.add(ending);
      }
    }
    return next;
  }
}
