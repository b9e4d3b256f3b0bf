package waybill.local.audit;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import waybill.platform.Platform;
import waybill.platform.Table;

/** Tells of long reading every few seconds, and of short reading nothing. */
final class Ticker {

  private static final long EVERY_NANOS = Duration.ofSeconds(3).toNanos();

  private final Platform platform;
  private final Consumer<String> lines;
  private long rows;
  private long lastLineNanos;

  Ticker(Platform platform, Consumer<String> lines) {
    this.platform = platform;
    this.lines = lines;
    this.lastLineNanos = platform.time().nanos();
  }

  synchronized void read(Table table, int more) {
    rows += more;
    long now = platform.time().nanos();
    if (now - lastLineNanos >= EVERY_NANOS) {
      lastLineNanos = now;
      lines.accept(
          String.format(
              Locale.ROOT, "audit: reading %s, %,d rows so far", platform.table(table), rows));
    }
  }
}
