package waybill.notify.call;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The machine's resolver, with an end. A look-up cannot be interrupted, so it runs beside the
 * callers, who stop waiting. Whoever asks for a name that is being looked up waits for that
 * look-up: a name whose server hangs holds one thread, however often it is asked for.
 */
final class DnsLookup implements AddressGuard.NameLookup {

  static {
    FreshNames.everyTime();
  }

  private static final Duration LOOKUP_MAX = Duration.ofSeconds(3);

  /** Far more names than an environment calls at once. */
  static final int THREADS_MAX = 64;

  private static final int IDLE_THREAD_KEPT_SECONDS = 10;

  private final AddressGuard.NameLookup resolver;
  private final Duration lookupMax;
  private final Map<String, CompletableFuture<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          THREADS_MAX,
          IDLE_THREAD_KEPT_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Daemon.named("dns"));

  DnsLookup() {
    this(host -> List.of(InetAddress.getAllByName(host)), LOOKUP_MAX);
  }

  DnsLookup(AddressGuard.NameLookup resolver, Duration lookupMax) {
    this.resolver = resolver;
    this.lookupMax = lookupMax;
  }

  @Override
  public List<InetAddress> addresses(String host) throws UnknownHostException {
    try {
      return underWay
          .computeIfAbsent(host, this::begin)
          .get(lookupMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unknown(host, "is not known");
    } catch (TimeoutException e) {
      throw unknown(host, "was not found within " + lookupMax.toMillis() + " ms");
    } catch (RejectedExecutionException e) {
      throw unknown(host, "was not looked up in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, "was not looked up: interrupted");
    }
  }

  private CompletableFuture<List<InetAddress>> begin(String host) {
    CompletableFuture<List<InetAddress>> lookup = new CompletableFuture<>();
    threads.execute(() -> end(host, lookup));
    return lookup;
  }

  private void end(String host, CompletableFuture<List<InetAddress>> lookup) {
    try {
      lookup.complete(resolved(host));
    } catch (UnknownHostException | RuntimeException e) {
      lookup.completeExceptionally(e);
    }
  }

  private List<InetAddress> resolved(String host) throws UnknownHostException {
    try {
      return resolver.addresses(host);
    } finally {
      // Before anybody has its answer, who may then ask anew.
      underWay.remove(host);
    }
  }

  private static UnknownHostException unknown(String host, String why) {
    return new UnknownHostException(host + " " + why);
  }
}
