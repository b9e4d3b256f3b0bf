package waybill.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a function's process and the emulator's runtime API: remembers what the process
 * reports, and tells it of a deadline that counts, as on Lambda, from when it takes the event.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
final class RuntimeApi implements AutoCloseable {

  private static final String DEADLINE = "lambda-runtime-deadline-ms";

  /** Each side sets these itself. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "date", "expect", "host", "transfer-encoding");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool(RuntimeApi::daemon);
  private final List<Report> errors = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final URI emulator;
  private final Duration timeout;

  /** An error as the process reported it. */
  record Report(String path, String errorType, String body) {}

  private RuntimeApi(HttpServer server, URI emulator, Duration timeout) {
    this.server = server;
    this.emulator = emulator;
    this.timeout = timeout;
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  static RuntimeApi before(URI emulator, Duration timeout) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new RuntimeApi(HttpServer.create(any, 0), emulator, timeout);
  }

  /** As {@code AWS_LAMBDA_RUNTIME_API} gives it. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  List<Report> errors() {
    return List.copyOf(errors);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/error")) {
      String type = exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type");
      errors.add(new Report(path, String.valueOf(type), new String(body, StandardCharsets.UTF_8)));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(emulator.resolve(path))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(value -> header(request, name, value)));
    try {
      answer(exchange, client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static void header(HttpRequest.Builder request, String name, String value) {
    if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
      request.header(name, value);
    }
  }

  private void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              String value = values.get(0);
              if (name.equalsIgnoreCase(DEADLINE)) {
                value = Long.toString(Instant.now().plus(timeout).toEpochMilli());
              }
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().set(name, value);
              }
            });
    exchange.sendResponseHeaders(
        answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
    if (answer.body().length > 0) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "runtime-api");
    thread.setDaemon(true);
    return thread;
  }
}
