package waybill.deployed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a function and AWS, and lets everything through until it is told to break off:
 * then the next transaction is carried out, but neither its answer nor anything after it arrives.
 */
final class Dam implements AutoCloseable {

  private enum State {
    OPEN,
    BREAKS_AT_THE_NEXT_TRANSACTION,
    BROKEN
  }

  /** The HTTP client writes these itself. */
  private static final Set<String> HOP_HEADERS =
      Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

  private final URI behind;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** On any free port of every address, as the functions' containers have no other way to it. */
  Dam(URI behind) throws IOException {
    this.behind = behind;
    this.server = HttpServer.create(new InetSocketAddress(0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  URI url(String host) {
    return URI.create("http://" + host + ":" + server.getAddress().getPort());
  }

  void breakAtTheNextTransaction() {
    state.set(State.BREAKS_AT_THE_NEXT_TRANSACTION);
  }

  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      if (state.get() == State.BROKEN) {
        closed.await();
        return;
      }
      boolean last =
          isTransaction(exchange)
              && state.compareAndSet(State.BREAKS_AT_THE_NEXT_TRANSACTION, State.BROKEN);
      HttpResponse<byte[]> answer = http.send(onward(exchange, body), BodyHandlers.ofByteArray());
      if (last) {
        closed.await();
        return;
      }
      answer(exchange, answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      exchange.close();
    }
  }

  private static boolean isTransaction(HttpExchange exchange) {
    String target = exchange.getRequestHeaders().getFirst("x-amz-target");
    return target != null && target.endsWith(".TransactWriteItems");
  }

  private HttpRequest onward(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!HOP_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!HOP_HEADERS.contains(name)) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    exchange.sendResponseHeaders(
        answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
