package waybill.local.bench;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The healthy merchants' messages, one after another in turn, at an even pace, without a break. */
final class Traffic implements AutoCloseable {

  /** One that is slow to be sent does not hold up the next. */
  private static final int SENDERS = 8;

  private final Messages messages;
  private final List<Merchant> merchants;
  private final Trips trips;
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
  private final AtomicInteger sent = new AtomicInteger();
  private volatile Phase phase;

  Traffic(Messages messages, List<Merchant> merchants, Trips trips) {
    this.messages = messages;
    this.merchants = merchants;
    this.trips = trips;
  }

  void begin(int perSecond, Phase first) {
    phase = first;
    long everyNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    pace.scheduleAtFixedRate(() -> senders.execute(this::one), 0, everyNanos, TimeUnit.NANOSECONDS);
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
