package waybill.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A merchant's server that answers at once, and tells of which order it was called. */
final class HealthyServer implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int NO_CONTENT = 204;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Consumer<String> orders;

  private HealthyServer(HttpServer server, Consumer<String> orders) {
    this.server = server;
    this.orders = orders;
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  static HealthyServer start(Consumer<String> orders) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new HealthyServer(HttpServer.create(any, 0), orders);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/waybill";
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] event = exchange.getRequestBody().readAllBytes();
    orders.accept(JSON.readTree(event).path("subject").asText());
    exchange.sendResponseHeaders(NO_CONTENT, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
