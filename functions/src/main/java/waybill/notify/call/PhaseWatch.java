package waybill.notify.call;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import waybill.platform.Time;

/** Stops the time of a call's phases, one after the other. */
final class PhaseWatch {

  private final Time time;
  private final long startNanos;
  private final Map<Phase, Long> beginNanos = new EnumMap<>(Phase.class);
  private final Map<Phase, Long> endNanos = new EnumMap<>(Phase.class);

  PhaseWatch(Time time) {
    this.time = time;
    this.startNanos = time.nanos();
  }

  /** In the order in which a call goes through them. */
  enum Phase {
    DNS,
    CONNECT,
    TLS,
    FIRST_BYTE
  }

  void begin(Phase phase) {
    beginNanos.put(phase, time.nanos());
  }

  /** Only the first end of a phase counts. */
  void end(Phase phase) {
    endNanos.putIfAbsent(phase, time.nanos());
  }

  long totalMs() {
    return millis(startNanos, time.nanos());
  }

  /** A phase that has not ended lasts until now. */
  Phases phases() {
    return new Phases(ms(Phase.DNS), ms(Phase.CONNECT), ms(Phase.TLS), ms(Phase.FIRST_BYTE));
  }

  private OptionalLong ms(Phase phase) {
    Long begin = beginNanos.get(phase);
    return begin == null
        ? OptionalLong.empty()
        : OptionalLong.of(millis(begin, endNanos.getOrDefault(phase, time.nanos())));
  }

  private static long millis(long fromNanos, long toNanos) {
    return Duration.ofNanos(toNanos - fromNanos).toMillis();
  }
}
