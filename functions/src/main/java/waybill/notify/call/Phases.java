package waybill.notify.call;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How long each phase of a call took. One that the call ended in counts as far as it came; one that
 * it did not reach is absent, as TLS is for a URL without it.
 *
 * @param dnsMs finding the host's addresses
 * @param connectMs connecting, to all addresses that were tried
 * @param tlsMs the handshake
 * @param firstByteMs sending the request and waiting for the first byte of the answer
 */
public record Phases(
    OptionalLong dnsMs, OptionalLong connectMs, OptionalLong tlsMs, OptionalLong firstByteMs) {

  public static final Phases NONE =
      new Phases(
          OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  private static final String SEPARATOR = "/";
  private static final int COUNT = 4;

  /** For a row in which each byte counts: {@code 2/14//90}. */
  public String compact() {
    return String.join(
        SEPARATOR, compact(dnsMs), compact(connectMs), compact(tlsMs), compact(firstByteMs));
  }

  /**
   * @throws IllegalArgumentException if the text does not come from {@link #compact()}
   */
  public static Phases parse(String compact) {
    String[] parts = compact.split(SEPARATOR, -1);
    if (parts.length != COUNT) {
      throw new IllegalArgumentException("not four phases: " + compact);
    }
    return new Phases(parsed(parts[0]), parsed(parts[1]), parsed(parts[2]), parsed(parts[3]));
  }

  /** For people, with the whole beside the parts: {@code dns 2, connect 14, total 120 ms}. */
  public String inFull(long totalMs) {
    List<String> parts = new ArrayList<>();
    dnsMs.ifPresent(ms -> parts.add("dns " + ms));
    connectMs.ifPresent(ms -> parts.add("connect " + ms));
    tlsMs.ifPresent(ms -> parts.add("tls " + ms));
    firstByteMs.ifPresent(ms -> parts.add("first byte " + ms));
    parts.add("total " + totalMs + " ms");
    return String.join(", ", parts);
  }

  private static String compact(OptionalLong ms) {
    return ms.isPresent() ? Long.toString(ms.getAsLong()) : "";
  }

  private static OptionalLong parsed(String ms) {
    return ms.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(ms));
  }
}
