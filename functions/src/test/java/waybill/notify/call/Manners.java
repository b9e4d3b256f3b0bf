package waybill.notify.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** What a server does with a connection. Texts have a character for each byte. */
@FunctionalInterface
interface Manners {

  /** Between two drops. */
  int DROP_EVERY_MS = 20;

  void serve(LoopbackServer server, Socket socket) throws Exception;

  /** Reads the request, then says this and hangs up. */
  static Manners says(String text) {
    return (server, socket) -> {
      server.read(socket);
      write(socket, text);
    };
  }

  /** Says this after the request, and no more; does not hang up either. */
  static Manners hangsAfter(String text) {
    return afterRequest(saysUnasked(text));
  }

  /** Says this after the request, and then the same again and again, as fast as it can. */
  static Manners floods(String text, String again) {
    return afterRequest(floodsUnasked(text, again));
  }

  static Manners floodsUnasked(String text, String again) {
    return (server, socket) -> {
      write(socket, text);
      String much = again.repeat(1 + 4096 / again.length());
      while (true) {
        write(socket, much);
      }
    };
  }

  /** Says this after the request, and then a drop now and then, forever. */
  static Manners drips(String text, String drop) {
    return afterRequest(dripsUnasked(text, drop));
  }

  static Manners dripsUnasked(String text, String drop) {
    return (server, socket) -> {
      write(socket, text);
      socket.setSoTimeout(DROP_EVERY_MS);
      while (isOpen(socket)) {
        write(socket, drop);
      }
    };
  }

  /** Says this after the request, and resets the connection. */
  static Manners resetsAfter(String text) {
    return (server, socket) -> {
      server.read(socket);
      write(socket, text);
      socket.setSoLinger(true, 0);
    };
  }

  /** Reads only so much of the request before it resets the connection. */
  static Manners resetsWhileReading(int bytes) {
    return (server, socket) -> {
      socket.getInputStream().readNBytes(bytes);
      socket.setSoLinger(true, 0);
    };
  }

  /** Says this at once, waits for nothing, and does not hang up. */
  static Manners saysUnasked(String text) {
    return (server, socket) -> {
      write(socket, text);
      untilTheClientHangsUp(socket);
    };
  }

  private static Manners afterRequest(Manners manners) {
    return (server, socket) -> {
      server.read(socket);
      manners.serve(server, socket);
    };
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Waits for something to read, which is the pause between two drops. */
  private static boolean isOpen(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  private static void untilTheClientHangsUp(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    in.transferTo(OutputStream.nullOutputStream());
  }
}
