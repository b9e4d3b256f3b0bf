package waybill.notify.call;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills the queue of those who wait for a server to accept them, so that it seems not to answer.
 */
final class Crowd implements AutoCloseable {

  private final List<Socket> waiting = new ArrayList<>();

  void fill(ServerSocket server) throws IOException {
    while (true) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 50);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : waiting) {
      socket.close();
    }
  }
}
