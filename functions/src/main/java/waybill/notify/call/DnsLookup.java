package waybill.notify.call;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The machine's resolver, with an end. A look-up cannot be interrupted, so it runs beside the
 * caller, who stops waiting; the threads that such look-ups hold are few.
 */
final class DnsLookup implements AddressGuard.NameLookup {

  private static final Duration LOOKUP_MAX = Duration.ofSeconds(3);
  private static final int THREADS_MAX = 20;
  private static final int IDLE_THREAD_KEPT_SECONDS = 10;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          THREADS_MAX,
          IDLE_THREAD_KEPT_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Daemon.named("dns"));

  @Override
  public List<InetAddress> addresses(String host) throws UnknownHostException {
    try {
      Future<InetAddress[]> lookup = threads.submit(() -> InetAddress.getAllByName(host));
      return List.of(lookup.get(LOOKUP_MAX.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw unknown(host, "is not known");
    } catch (TimeoutException e) {
      throw unknown(host, "was not found within " + LOOKUP_MAX.toSeconds() + " s");
    } catch (RejectedExecutionException e) {
      throw unknown(host, "was not looked up: too many look-ups hang");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, "was not looked up: interrupted");
    }
  }

  private static UnknownHostException unknown(String host, String why) {
    return new UnknownHostException(host + " " + why);
  }
}
