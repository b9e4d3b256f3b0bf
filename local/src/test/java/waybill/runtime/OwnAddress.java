package waybill.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/**
 * Where the emulator, which takes no port 0, can listen. A port that was free a moment ago may be
 * anybody's by then; so it is one on a loopback address that only this process uses.
 */
final class OwnAddress {

  private static final String HOST = host(ProcessHandle.current().pid());
  private static final Set<Integer> TAKEN = new HashSet<>();

  private OwnAddress() {}

  /** {@code host:port}, a new one each time. */
  static synchronized String next() throws IOException {
    while (true) {
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
        if (TAKEN.add(free.getLocalPort())) {
          return HOST + ":" + free.getLocalPort();
        }
      }
    }
  }

  /** Linux has process ids of at most 22 bits, and all of 127/8 as loopback. */
  private static String host(long pid) {
    return "127." + (64 + (pid >> 16 & 63)) + "." + (pid >> 8 & 255) + "." + (pid & 255);
  }
}
