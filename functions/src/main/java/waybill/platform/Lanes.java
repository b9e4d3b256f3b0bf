package waybill.platform;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Runs pieces of work that mostly wait, a few at a time. One lane is the caller's own thread, so
 * that a simulation sees one order of events.
 */
public final class Lanes {

  private static final int IDLE_THREAD_KEPT_SECONDS = 10;

  private final ExecutorService threads;

  private Lanes(ExecutorService threads) {
    this.threads = threads;
  }

  public static Lanes one() {
    return new Lanes(null);
  }

  /** As many threads as there is work for; beyond {@code count} the caller does it himself. */
  public static Lanes of(int count) {
    return new Lanes(
        new ThreadPoolExecutor(
            0,
            count,
            IDLE_THREAD_KEPT_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "lane");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy()));
  }

  /** Returns when every piece has ended. A piece keeps its failures to itself. */
  void run(List<Runnable> pieces) {
    // One alone is done by the caller, who would only wait for it.
    if (threads == null || pieces.size() == 1) {
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

  /**
   * Does {@code work} on each item, at most {@code count} of them at once, and returns when all are
   * done. One of the workers is the caller's own thread, so that lanes which are all taken make it
   * slower, and never stuck. A failure stops none of the others; the last one is thrown after them.
   */
  public <T> void workOff(List<T> items, int count, Consumer<T> work) {
    ConcurrentLinkedQueue<T> left = new ConcurrentLinkedQueue<>(items);
    CountDownLatch done = new CountDownLatch(items.size());
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Runnable worker =
        () -> {
          for (T item = left.poll(); item != null; item = left.poll()) {
            try {
              work.accept(item);
            } catch (RuntimeException | Error e) {
              failure.set(e);
            } finally {
              done.countDown();
            }
          }
        };
    if (threads != null) {
      for (int i = 1; i < Math.min(count, items.size()); i++) {
        threads.execute(worker);
      }
    }
    worker.run();
    try {
      done.await();
    } catch (InterruptedException e) {
      // The invocation is over.
      Thread.currentThread().interrupt();
    }
    if (failure.get() instanceof Error error) {
      throw error;
    }
    if (failure.get() instanceof RuntimeException e) {
      throw e;
    }
  }

  private static Callable<Void> callable(Runnable piece) {
    return () -> {
      piece.run();
      return null;
    };
  }
}
