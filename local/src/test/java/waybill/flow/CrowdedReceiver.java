package waybill.flow;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A merchant's server that answers nobody until it is told to, and counts who waits. */
final class CrowdedReceiver implements AutoCloseable {

  /** A last net: what has not come by then never does. */
  private static final int WAIT_MAX_SECONDS = 8;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch open = new CountDownLatch(1);
  private final Semaphore arrived = new Semaphore(0);
  private int waiting;
  private int most;
  private int all;

  CrowdedReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          came();
          try {
            open.await(WAIT_MAX_SECONDS, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          went();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/waybill";
  }

  /** Returns once so many more calls have come. */
  void await(int calls) throws InterruptedException {
    if (!arrived.tryAcquire(calls, WAIT_MAX_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("there are not " + calls + " calls more");
    }
  }

  /** Everybody is answered, who waits and who comes. */
  void open() {
    open.countDown();
  }

  synchronized int mostAtOnce() {
    return most;
  }

  synchronized int calls() {
    return all;
  }

  private synchronized void came() {
    all++;
    waiting++;
    most = Math.max(most, waiting);
    arrived.release();
  }

  private synchronized void went() {
    waiting--;
  }

  @Override
  public void close() {
    open();
    server.stop(0);
    threads.shutdownNow();
  }
}
