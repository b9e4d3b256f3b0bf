package waybill.local.gateway;

import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import waybill.local.engine.Ports;
import waybill.local.failure.StartupException;

/** The gateway on a port. */
public final class GatewayServer implements AutoCloseable {

  private static final int THREADS_MAX = 200;

  /** API Gateway's limit for the request line and all headers. */
  private static final int HEADERS_MAX_BYTES = 10_240;

  private static final long STOP_TIMEOUT_MS = 2000;

  private final Server server;
  private final URI url;

  private GatewayServer(Server server, URI url) {
    this.server = server;
    this.url = url;
  }

  public static GatewayServer start(Gateway gateway, String bind, int port) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
    threads.setName("gateway");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(HEADERS_MAX_BYTES);
    // Odd paths are the functions' to judge, as behind API Gateway.
    http.setUriCompliance(UriCompliance.UNSAFE);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(bind);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new Bridge(gateway));
    server.setErrorHandler(GatewayServer::refuse);
    server.setStopTimeout(STOP_TIMEOUT_MS);
    try {
      server.start();
    } catch (Exception e) {
      throw new StartupException("the HTTP API does not start: " + e.getMessage(), e);
    }
    return new GatewayServer(server, Ports.url(bind, connector.getLocalPort()));
  }

  /** What is no request at all, or too long in its head: Jetty's status, our kind of body. */
  private static boolean refuse(Request request, Response response, Callback callback) {
    String reason = HttpStatus.getMessage(response.getStatus());
    response.getHeaders().put("content-type", "application/json");
    byte[] body = ("{\"message\":\"" + reason + "\"}").getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  public URI url() {
    return url;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP API did not stop", e);
    }
  }

  /** Jetty's request to ours, our answer to Jetty's. */
  private static final class Bridge extends Handler.Abstract {

    private final Gateway gateway;

    Bridge(Gateway gateway) {
      this.gateway = gateway;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Optional<byte[]> body = body(request);
      HttpAnswer answer =
          body.isEmpty() ? HttpAnswer.TOO_LARGE : gateway.handle(call(request, body.get()));
      if (body.isEmpty()) {
        // A rest of the body may not have been read.
        response.getHeaders().put("connection", "close");
      }
      response.setStatus(answer.status());
      answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
      answer.cookies().forEach(cookie -> response.getHeaders().add("set-cookie", cookie));
      response.write(true, ByteBuffer.wrap(answer.body()), callback);
      return true;
    }

    private static HttpCall call(Request request, byte[] body) {
      Map<String, String> headers = new LinkedHashMap<>();
      for (HttpField field : request.getHeaders()) {
        String name = field.getName().toLowerCase(Locale.ROOT);
        String separator = name.equals("cookie") ? "; " : ",";
        headers.merge(name, field.getValue(), (a, b) -> a + separator + b);
      }
      String query = request.getHttpURI().getQuery();
      return new HttpCall(
          request.getMethod(),
          request.getHttpURI().getPath(),
          query == null ? "" : query,
          headers,
          body,
          Request.getRemoteAddr(request));
    }

    /** Empty when it is over the limit; then about twice the limit was read at most. */
    private static Optional<byte[]> body(Request request) throws Exception {
      try (InputStream stream = Content.Source.asInputStream(request)) {
        byte[] body = stream.readNBytes(Gateway.BODY_MAX_BYTES + 1);
        if (body.length <= Gateway.BODY_MAX_BYTES) {
          return Optional.of(body);
        }
        // Who is still sending when the connection is closed may never hear the answer.
        stream.readNBytes(Gateway.BODY_MAX_BYTES);
        return Optional.empty();
      }
    }
  }
}
