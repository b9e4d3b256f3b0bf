package waybill.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP line to a server, which can fail as networks do. */
final class Line implements AutoCloseable {

  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int BACKLOG_MAX = 50;

  private enum State {
    WHOLE,
    ANSWERS_LOST,
    CUT
  }

  private final URI target;
  private final ServerSocket entrance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile State state = State.WHOLE;

  private Line(URI target, ServerSocket entrance) {
    this.target = target;
    this.entrance = entrance;
  }

  static Line to(URI target) throws IOException {
    Line line =
        new Line(target, new ServerSocket(0, BACKLOG_MAX, InetAddress.getLoopbackAddress()));
    run(line::accept);
    return line;
  }

  /** The target's, by way of this line. */
  URI url() {
    return URI.create("http://127.0.0.1:" + entrance.getLocalPort() + target.getPath());
  }

  /** From now on requests arrive, are carried out, and are never answered. */
  void loseAnswers() {
    state = State.ANSWERS_LOST;
  }

  /** From now on nothing arrives: every connection ends at once. */
  void cut() {
    state = State.CUT;
    open.forEach(Line::end);
  }

  void restore() {
    state = State.WHOLE;
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    open.forEach(Line::end);
  }

  private void accept() throws IOException {
    while (!entrance.isClosed()) {
      Socket caller = entrance.accept();
      if (state == State.CUT) {
        end(caller);
        continue;
      }
      Socket server = new Socket();
      open.add(caller);
      open.add(server);
      server.connect(new InetSocketAddress(target.getHost(), target.getPort()));
      run(() -> carry(caller, server, false));
      run(() -> carry(server, caller, true));
    }
  }

  private void carry(Socket from, Socket to, boolean areAnswers) throws IOException {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!areAnswers || state != State.ANSWERS_LOST) {
          out.write(buffer, 0, count);
        }
      }
    } finally {
      hangUp(from);
      // That the server has hung up is an answer too.
      if (!areAnswers || state != State.ANSWERS_LOST) {
        hangUp(to);
      }
    }
  }

  private void hangUp(Socket socket) {
    end(socket);
    open.remove(socket);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It has ended already.
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void run(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // One of the two has hung up.
              }
            },
            "line");
    thread.setDaemon(true);
    thread.start();
  }
}
