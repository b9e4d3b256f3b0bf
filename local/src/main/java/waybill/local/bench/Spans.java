package waybill.local.bench;

import java.util.Locale;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long something took, each time. None is left out, and of none is anything cut off. */
final class Spans {

  private static final int SIGNIFICANT_DIGITS = 3;
  private static final double NANOS_PER_MS = 1e6;
  private static final double P50 = 50;
  private static final double P99 = 99;

  private final Histogram nanos = new ConcurrentHistogram(SIGNIFICANT_DIGITS);

  void add(long span) {
    nanos.recordValue(Math.max(0, span));
  }

  void add(Spans more) {
    nanos.add(more.nanos);
  }

  long count() {
    return nanos.getTotalCount();
  }

  double p99Ms() {
    return ms(nanos.getValueAtPercentile(P99));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "calls=%d p50_ms=%.1f p99_ms=%.1f max_ms=%.1f",
        count(),
        ms(nanos.getValueAtPercentile(P50)),
        p99Ms(),
        ms(nanos.getMaxValue()));
  }

  private static double ms(long value) {
    return value / NANOS_PER_MS;
  }
}
