package waybill.local.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;
import waybill.local.failure.StartupException;

/** DynamoDB Local in this process, on a port. */
final class DynamoEngine {

  /** No browser of another origin may call it. */
  private static final String CORS_NONE = null;

  private static final int THREADS_MAX = 200;

  private final Server server;
  private final LocalDynamoDBServerHandler handler;
  private final URI url;

  private DynamoEngine(Server server, LocalDynamoDBServerHandler handler, URI url) {
    this.server = server;
    this.handler = handler;
    this.url = url;
  }

  static DynamoEngine start(String bind, int port, Optional<Path> directory) {
    try {
      directory.ifPresent(DynamoEngine::prepareNativeLibrary);
      SQLiteLibraryLoader.initialize();
      LocalDynamoDBServerHandler handler =
          WholeStarts.make(
              () -> new LocalDynamoDBServerHandler(new DurableDynamo(directory), CORS_NONE));
      QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
      threads.setName("dynamodb");
      threads.setDaemon(true);
      Server server = new Server(threads);
      ServerConnector connector = new ServerConnector(server);
      connector.setHost(bind);
      connector.setPort(port);
      server.addConnector(connector);
      server.setHandler(new WholeStarts(handler));
      server.start();
      return new DynamoEngine(server, handler, Ports.url(bind, connector.getLocalPort()));
    } catch (Exception e) {
      throw new StartupException("DynamoDB Local does not start: " + e.getMessage(), e);
    }
  }

  /**
   * Has the native library unpacked into the state's own directory, emptied first: a killed process
   * cannot delete its copy.
   */
  private static void prepareNativeLibrary(Path directory) {
    Path unpacked = directory.resolve("native");
    try {
      Files.createDirectories(unpacked);
      try (Stream<Path> left = Files.list(unpacked)) {
        for (Path copy : left.toList()) {
          Files.delete(copy);
        }
      }
    } catch (IOException e) {
      throw new StartupException("--data " + directory + " cannot be written: " + e, e);
    }
    System.setProperty("org.sqlite.tmpdir", unpacked.toString());
  }

  URI url() {
    return url;
  }

  void stop() throws Exception {
    server.stop();
    handler.close();
  }
}
