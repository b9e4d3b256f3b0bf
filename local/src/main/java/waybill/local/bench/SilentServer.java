package waybill.local.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A merchant's server that takes every connection and never says a word. */
final class SilentServer implements AutoCloseable {

  private static final int BACKLOG_MAX = 100;

  private final ServerSocket server;
  private final Set<Socket> held = ConcurrentHashMap.newKeySet();
  private int calls;
  private int atOnceMax;

  private SilentServer(ServerSocket server) {
    this.server = server;
  }

  static SilentServer start() throws IOException {
    SilentServer silent =
        new SilentServer(new ServerSocket(0, BACKLOG_MAX, InetAddress.getLoopbackAddress()));
    daemon(silent::accept, "silent-server");
    return silent;
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/waybill";
  }

  /** Connections since the start. */
  synchronized int calls() {
    return calls;
  }

  /** The most connections that there were at the same time. */
  synchronized int atOnceMax() {
    return atOnceMax;
  }

  int atOnce() {
    return held.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        hold(socket);
        daemon(() -> awaitEnd(socket), "silent-connection");
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private synchronized void hold(Socket socket) {
    held.add(socket);
    calls++;
    atOnceMax = Math.max(atOnceMax, held.size());
  }

  /** Until the caller gives up. */
  private void awaitEnd(Socket socket) {
    try (socket;
        InputStream in = socket.getInputStream()) {
      while (in.read() >= 0) {
        // What it says is not answered.
      }
    } catch (IOException e) {
      // It gave up by a reset.
    } finally {
      held.remove(socket);
    }
  }

  private static void daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : held) {
      socket.close();
    }
  }
}
