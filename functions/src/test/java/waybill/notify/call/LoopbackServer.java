package waybill.notify.call;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A merchant's server that does with each connection what the test says. */
final class LoopbackServer implements AutoCloseable {

  private static final int BACKLOG = 5;

  private final ServerSocket server;
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  LoopbackServer(Manners manners) throws IOException {
    this(ServerSocketFactory.getDefault(), manners);
  }

  LoopbackServer(ServerSocketFactory sockets, Manners manners) throws IOException {
    server = sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> accept(manners), "loopback-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Reads the request whole, then answers with this text and hangs up. */
  static LoopbackServer answering(String answer) throws IOException {
    return new LoopbackServer((server, socket) -> server.answer(socket, answer));
  }

  void answer(Socket socket, String text) throws IOException {
    read(socket);
    write(socket, text);
  }

  void awaitClose() throws InterruptedException {
    closed.await();
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  String request() throws InterruptedException {
    return requests.poll(5, TimeUnit.SECONDS);
  }

  /** One request, as far as its Content-Length says. */
  void read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!isWhole(bytes.toString(StandardCharsets.ISO_8859_1))) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      bytes.write(next);
    }
    requests.add(bytes.toString(StandardCharsets.UTF_8));
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** {@code request} has a character for each byte. */
  private static boolean isWhole(String request) {
    int head = request.indexOf("\r\n\r\n");
    if (head < 0) {
      return false;
    }
    String length = request.replaceAll("(?s).*\r\nContent-Length: ([0-9]+)\r\n.*", "$1");
    return request.length() - head - 4 >= Integer.parseInt(length);
  }

  private void accept(Manners manners) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        connections.incrementAndGet();
        manners.serve(this, socket);
      } catch (Exception e) {
        // The client hung up, or the test is over.
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }
}
