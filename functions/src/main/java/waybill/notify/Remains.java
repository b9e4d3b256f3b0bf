package waybill.notify;

import java.time.Duration;
import waybill.platform.Platform;
import waybill.platform.Time;

/**
 * Deliveries of a deleted endpoint, with their markers and its gate: they go with its tombstone,
 * when nobody can look for them any more. A removal that crashes is taken up by the sweeper.
 */
final class Remains {

  /** A partition takes 1,000 write units a second, and a row with its index entry costs up to 3. */
  private static final int ROWS_PER_SECOND_MAX = 250;

  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final Time time;
  private final RemainsStore rows;
  private final Timers timers;

  Remains(Platform platform) {
    this.time = platform.time();
    this.rows = new RemainsStore(platform);
    this.timers = new Timers(platform);
  }

  /** A second's worth of rows; the same timer comes again for the rest. */
  void removeBy(Timer timer) {
    if (rows.areToGo(timer.endpointId(), time.now())
        && !rows.remove(timer.endpointId(), ROWS_PER_SECOND_MAX)) {
      timers.send(timer, A_SECOND);
    }
  }
}
