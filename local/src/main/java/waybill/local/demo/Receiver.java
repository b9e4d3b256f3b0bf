package waybill.local.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** A merchant's server on a real socket; it can be told to fail. Also used by the flow tests. */
public final class Receiver implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int OK = 200;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger failuresLeft = new AtomicInteger();
  private volatile int failure = 503;
  private volatile Map<String, String> failureHeaders = Map.of();
  private volatile String answer = "";
  private volatile IntConsumer listener = number -> {};

  /**
   * One call as it arrived.
   *
   * @param headers lower-case names
   * @param answered the status that was given
   */
  public record Call(Instant at, Map<String, String> headers, String body, int answered) {

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private Receiver(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  /** On any free port of the loopback. */
  public static Receiver start() throws IOException {
    return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** Where callers that are not on this machine's loopback reach it. */
  public static Receiver start(InetSocketAddress address) throws IOException {
    return new Receiver(HttpServer.create(address, 0));
  }

  public URI url() {
    return url("127.0.0.1");
  }

  /** Under the name that the callers have for this machine. */
  public URI url(String host) {
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + "/waybill");
  }

  /** The next {@code calls} are answered with {@code status}, all after them with 200. */
  public void fail(int calls, int status, Map<String, String> headers) {
    failure = status;
    failureHeaders = headers;
    failuresLeft.set(calls);
  }

  /** What a 200 says. */
  public void answer(String body) {
    answer = body;
  }

  /** Is told the number of each call, from 1, before that is answered. */
  public void onCall(IntConsumer listener) {
    this.listener = listener;
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  private void receive(HttpExchange exchange) throws IOException {
    boolean fails = failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    int status = fails ? failure : OK;
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (fails) {
      failureHeaders.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    }
    byte[] bytes = (fails ? "" : answer).getBytes(StandardCharsets.UTF_8);
    calls.add(new Call(Instant.now(), headers, body, status));
    listener.accept(calls.size());
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
