package waybill.local.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;

/** Runs triggers by threads of their own, on the machine's clock, until closed. */
public final class LiveTriggers implements AutoCloseable {

  private static final int LONG_POLL_SECONDS = 1;
  private static final long IDLE_MS = 50;

  /** For an endpoint that does not wait with its answer until a message comes. */
  private static final long IDLE_WITHOUT_WAIT_MS = 250;

  /** After errors, say of an endpoint that is away: doubled each time. */
  private static final long ERROR_PAUSE_MIN_MS = 250;

  private static final long ERROR_PAUSE_MAX_MS = 5000;
  private static final int DOUBLINGS_MAX = 5;

  /** Long enough for a long poll to end and for a call to a merchant's server. */
  private static final long STOP_TIMEOUT_SECONDS = 15;

  private static final Logger LOG = LoggerFactory.getLogger(LiveTriggers.class);

  private final ExecutorService batches =
      Executors.newCachedThreadPool(task -> thread(task, "batch"));
  private final List<Thread> loops = new ArrayList<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Outages outages = new Outages();

  public LiveTriggers(List<Trigger> triggers) {
    for (Trigger trigger : triggers) {
      Loop loop = loop(trigger);
      Thread thread = thread(() -> run(trigger, loop), "trigger-" + trigger.functionId());
      thread.start();
      loops.add(thread);
    }
  }

  private interface Loop {
    void once() throws InterruptedException;
  }

  private Loop loop(Trigger trigger) {
    if (trigger instanceof QueueTrigger queue) {
      Places places = new Places(queue.concurrencyMax());
      return () -> receive(queue, places);
    }
    if (trigger instanceof ScheduleTrigger schedule) {
      return () -> {
        if (!stopsWithin(schedule.every().toMillis())) {
          schedule.pollOnce();
        }
      };
    }
    return () -> {
      if (!trigger.pollOnce()) {
        stopsWithin(IDLE_MS);
      }
    };
  }

  /** One receive at a time; as many batches at once as there are places. */
  private void receive(QueueTrigger queue, Places places) throws InterruptedException {
    places.take();
    long begun = System.nanoTime();
    List<Message> messages = List.of();
    try {
      messages = queue.receive(LONG_POLL_SECONDS);
    } finally {
      if (messages.isEmpty()) {
        places.free();
      }
    }
    if (messages.isEmpty()) {
      places.idle();
      // A paused trigger does not wait in its receive either.
      boolean waited = System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(LONG_POLL_SECONDS) / 2;
      stopsWithin(waited ? IDLE_MS : IDLE_WITHOUT_WAIT_MS);
      return;
    }
    List<Message> batch = messages;
    String name = queue.functionId() + "'s batches";
    batches.execute(
        () -> {
          try {
            queue.process(batch);
            outages.worked(name).ifPresent(LOG::warn);
          } catch (RuntimeException e) {
            // Its messages come again.
            tell(name, e);
          } finally {
            places.free();
          }
        });
  }

  private void run(Trigger trigger, Loop loop) {
    int failures = 0;
    try {
      while (stop.getCount() > 0) {
        try {
          loop.once();
          outages.worked(trigger.functionId()).ifPresent(LOG::warn);
          failures = 0;
        } catch (RuntimeException e) {
          tell(trigger.functionId(), e);
          stopsWithin(pauseMs(failures++));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is no answer of an endpoint is a fault of ours: with its trace. */
  private void tell(String who, RuntimeException failure) {
    Throwable trace = failure instanceof SdkException ? null : failure;
    outages.failed(who, failure).ifPresent(line -> LOG.warn(line, trace));
  }

  private static long pauseMs(int failures) {
    return Math.min(ERROR_PAUSE_MIN_MS << Math.min(failures, DOUBLINGS_MAX), ERROR_PAUSE_MAX_MS);
  }

  private boolean stopsWithin(long millis) throws InterruptedException {
    return stop.await(millis, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Takes nothing more, and waits for what was taken: a batch cut off would come again late. */
  @Override
  public void close() {
    stop.countDown();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_TIMEOUT_SECONDS);
    try {
      for (Thread loop : loops) {
        loop.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
      batches.shutdown();
      batches.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    batches.shutdownNow();
  }
}
