package waybill.local.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Table;

/** Reads a table from end to end, consistently, a few segments side by side. */
final class TableScan {

  /** Enough to keep reading while pages are judged; more would crowd the traffic. */
  private static final int SEGMENTS = 4;

  private final Platform platform;
  private final Ticker ticker;

  TableScan(Platform platform, Ticker ticker) {
    this.platform = platform;
    this.ticker = ticker;
  }

  /**
   * Hands over each page, several at the same time. One page a segment is in memory. A row that
   * another key takes the place of during the scan may be seen twice or not at all.
   */
  void each(Table table, Consumer<List<Item>> pages) {
    ExecutorService readers = Executors.newFixedThreadPool(SEGMENTS);
    try {
      List<Callable<Void>> segments = new ArrayList<>();
      for (int segment = 0; segment < SEGMENTS; segment++) {
        segments.add(reader(table, segment, pages));
      }
      for (Future<Void> segment : readers.invokeAll(segments)) {
        segment.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading " + table, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("reading " + table + " failed", e.getCause());
    } finally {
      readers.shutdownNow();
    }
  }

  private Callable<Void> reader(Table table, int segment, Consumer<List<Item>> pages) {
    return () -> {
      platform
          .dynamo()
          .scanPaginator(
              request ->
                  request
                      .tableName(platform.table(table))
                      .consistentRead(true)
                      .segment(segment)
                      .totalSegments(SEGMENTS))
          .forEach(
              page -> {
                pages.accept(page.items().stream().map(Item::of).toList());
                ticker.read(table, page.count());
              });
      return null;
    };
  }
}
