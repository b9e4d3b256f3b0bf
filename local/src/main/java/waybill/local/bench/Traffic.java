package waybill.local.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import waybill.platform.Time;

/** The healthy merchants' messages, one after another in turn, at an even pace, without a break. */
final class Traffic implements AutoCloseable {

  /** One that is slow to be sent does not hold up the next. */
  private static final int SENDERS = 8;

  private static final int SLOW_PER_SECOND = 4;
  private static final int SLOW_COUNT = 40;
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Messages messages;
  private final List<Merchant> merchants;
  private final Trips trips;
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
  private final AtomicInteger sent = new AtomicInteger();
  private volatile Phase phase;
  private ScheduledFuture<?> paced;

  Traffic(Messages messages, List<Merchant> merchants, Trips trips) {
    this.messages = messages;
    this.merchants = merchants;
    this.trips = trips;
  }

  /** Slowly at first: a cold process that is run over at once takes long to recover. */
  void begin(int perSecond, Phase first) throws InterruptedException {
    phase = first;
    pace(SLOW_PER_SECOND);
    while (sent.get() < SLOW_COUNT) {
      Time.system().sleep(LOOK_EVERY);
    }
    paced.cancel(false);
    pace(perSecond);
  }

  private void pace(int perSecond) {
    long everyNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    paced =
        pace.scheduleAtFixedRate(
            () -> senders.execute(this::one), 0, everyNanos, TimeUnit.NANOSECONDS);
  }

  /** What is sent from now on belongs to it. */
  void enter(Phase next) {
    phase = next;
  }

  private void one() {
    Merchant merchant = merchants.get(sent.getAndIncrement() % merchants.size());
    String order = messages.newOrder();
    trips.begin(order, phase);
    messages.send(merchant, order);
    trips.accepted(order);
  }

  /** Sends nothing more. */
  @Override
  public void close() {
    pace.shutdownNow();
    senders.shutdown();
    try {
      senders.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
