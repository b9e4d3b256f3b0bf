package waybill.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/** Stands before an engine and makes it another maker's: what it lacks, how it answers, outages. */
public final class Front implements AutoCloseable {

  /** The operation is the last part of this header. */
  private static final String TARGET = "X-Amz-Target";

  private static final int CONNECTIONS_WAITING_MAX = 50;
  private static final int CALLS_HANGING_MAX = 1000;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** An operation that came, with its body. */
  public record Call(String operation, String body) {}

  private enum State {
    UP,
    DOWN,
    HANGING
  }

  private record Answer(int status, String body) {}

  private final URI engine;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, UnaryOperator<Answer>> changes = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final Semaphore hanging = new Semaphore(0);
  private volatile State state = State.UP;

  private Front(URI engine) throws IOException {
    this.engine = engine;
    this.server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CONNECTIONS_WAITING_MAX);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public static Front of(URI engine) throws IOException {
    return new Front(engine);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Call> calls() {
    return calls;
  }

  /** From now on this operation is answered so, and the engine does not hear of it. */
  public Front refuse(String operation, int status, String body) {
    changes.put("!" + operation, answer -> new Answer(status, body));
    return this;
  }

  /** As an emulator that has no such operation. */
  public Front lack(String operation) {
    return refuse(
        operation,
        400,
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#UnknownOperationException\"}");
  }

  /** From now on the engine's answers to this operation are changed on the way back. */
  public Front rewrite(String operation, UnaryOperator<String> change) {
    changes.put(operation, answer -> new Answer(answer.status(), change.apply(answer.body())));
    return this;
  }

  /** Its own ways are the engine's again. */
  public Front plain(String operation) {
    changes.remove(operation);
    changes.remove("!" + operation);
    return this;
  }

  /** Every connection breaks off without an answer until {@link #up}; calls are still seen. */
  public void down() {
    calls.clear();
    state = State.DOWN;
  }

  /** Every call is taken and none is answered until {@link #up}. */
  public void hang() {
    hanging.drainPermits();
    state = State.HANGING;
  }

  public void up() {
    state = State.UP;
    hanging.release(CALLS_HANGING_MAX);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestHeaders().getFirst(TARGET);
      String operation = target == null ? "" : target.substring(target.lastIndexOf('.') + 1);
      calls.add(new Call(operation, new String(body, StandardCharsets.UTF_8)));
      if (state == State.HANGING) {
        hanging.acquireUninterruptibly();
        return;
      }
      if (state == State.DOWN) {
        return;
      }
      UnaryOperator<Answer> refusal = changes.get("!" + operation);
      Answer answer =
          refusal == null
              ? changes
                  .getOrDefault(operation, UnaryOperator.identity())
                  .apply(forward(exchange, body))
              : refusal.apply(null);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Answer forward(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(engine)
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String header : List.of(TARGET, "Content-Type", "Authorization", "X-Amz-Date")) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    try {
      HttpResponse<String> answer =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    up();
    server.stop(0);
    threads.shutdownNow();
  }
}
