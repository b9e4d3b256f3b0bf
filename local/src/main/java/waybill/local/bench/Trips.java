package waybill.local.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Messages on their way to a merchant's server, known by their order. On one clock, that of the
 * process: it sends, and it is the server too.
 */
final class Trips {

  private final LongSupplier nanos;
  private final Map<String, Trip> open = new ConcurrentHashMap<>();

  Trips(LongSupplier nanos) {
    this.nanos = nanos;
  }

  private static final class Trip {

    private final Phase phase;
    private final long begun;
    private long accepted;
    private long arrived;

    private Trip(Phase phase, long begun) {
      this.phase = phase;
      this.begun = begun;
    }

    private boolean isOver() {
      return accepted != 0 && arrived != 0;
    }
  }

  /** Its message is about to be sent. */
  void begin(String orderId, Phase phase) {
    open.put(orderId, new Trip(phase, nanos.getAsLong()));
  }

  /** SQS has accepted its message; the call may have been quicker than this answer. */
  void accepted(String orderId) {
    long now = nanos.getAsLong();
    Trip trip = open.get(orderId);
    synchronized (trip) {
      trip.accepted = now;
      end(orderId, trip);
    }
  }

  /** The server has its call. One that comes twice counts when it comes first. */
  void arrived(String orderId) {
    long now = nanos.getAsLong();
    Trip trip = open.get(orderId);
    if (trip == null) {
      return;
    }
    synchronized (trip) {
      if (trip.arrived == 0) {
        trip.arrived = now;
        end(orderId, trip);
      }
    }
  }

  /** Those of which the call has not come yet. */
  int open() {
    return open.size();
  }

  private void end(String orderId, Trip trip) {
    if (trip.isOver()) {
      trip.phase.toCall().add(trip.arrived - trip.begun);
      trip.phase.inQueue().add(trip.arrived - trip.accepted);
      open.remove(orderId);
    }
  }
}
