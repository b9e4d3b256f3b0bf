package waybill.local.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import waybill.local.failure.StartupException;

/** Ports, asked for before anything starts, so that a taken one is one line and not a trace. */
public final class Ports {

  private Ports() {}

  /**
   * @param flag the command line's flag that would choose another port
   */
  public static void check(String bind, int port, String flag) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(bind), port));
    } catch (UnknownHostException e) {
      throw new StartupException("--bind " + bind + " is not an address of this machine", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartupException(
          "port "
              + port
              + " on "
              + bind
              + " cannot be used ("
              + e.getMessage()
              + "): stop what"
              + " listens there, or choose another with "
              + flag,
          e);
    }
  }

  /** The URL under which this machine itself reaches a server bound to the address. */
  public static URI url(String bind, int port) {
    String host = bind.equals("0.0.0.0") || bind.equals("::") ? EngineOptions.LOOPBACK : bind;
    return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
  }
}
