package waybill.platform;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs pieces of work that mostly wait, a few at a time. One lane is the caller's own thread, so
 * that a simulation sees one order of events.
 */
public final class Lanes {

  private final ExecutorService threads;

  private Lanes(ExecutorService threads) {
    this.threads = threads;
  }

  public static Lanes one() {
    return new Lanes(null);
  }

  public static Lanes of(int count) {
    return new Lanes(
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "lane");
              thread.setDaemon(true);
              return thread;
            }));
  }

  /** Returns when every piece has ended. A piece keeps its failures to itself. */
  void run(List<Runnable> pieces) {
    if (threads == null) {
      pieces.forEach(Runnable::run);
      return;
    }
    try {
      threads.invokeAll(pieces.stream().<Callable<Void>>map(Lanes::callable).toList());
    } catch (InterruptedException e) {
      // The invocation is over; what was still waiting has been cancelled.
      Thread.currentThread().interrupt();
    }
  }

  private static Callable<Void> callable(Runnable piece) {
    return () -> {
      piece.run();
      return null;
    };
  }
}
