package waybill.notify.call;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses belong to the public internet. Refused is what the IANA special-purpose
 * registries list, reachable or not: no merchant's server lives there.
 * https://www.iana.org/assignments/iana-ipv4-special-registry
 * https://www.iana.org/assignments/iana-ipv6-special-registry
 */
final class PublicAddress {

  private static final List<IPAddress> REFUSED_V4 =
      prefixes(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared, carrier-grade NAT
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, cloud metadata
          "172.16.0.0/12", // private
          "192.0.0.0/24", // IETF protocols
          "192.0.2.0/24", // documentation
          "192.31.196.0/24", // AS112
          "192.52.193.0/24", // AMT
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "192.175.48.0/24", // AS112
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, broadcast

  /**
   * All that IANA has given out as unicast. Loopback, unique local, link-local, multicast, and the
   * IPv4-mapped (::ffff:0:0/96) and NAT64 (64:ff9b::/96, 64:ff9b:1::/48) forms, which hide an IPv4
   * address, are outside of it.
   */
  private static final IPAddress GLOBAL_UNICAST_V6 = prefix("2000::/3");

  private static final List<IPAddress> REFUSED_V6 =
      prefixes(
          "2001::/23", // IETF protocols, Teredo (hides an IPv4 address), ORCHID, benchmarks
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4, hides an IPv4 address
          "2620:4f:8000::/48", // AS112
          "3fff::/20"); // documentation

  private PublicAddress() {}

  static boolean isPublic(InetAddress address) {
    IPAddress ip = new IPAddressGenerator().from(address);
    if (ip.isIPv4()) {
      return REFUSED_V4.stream().noneMatch(prefix -> prefix.contains(ip));
    }
    return GLOBAL_UNICAST_V6.contains(ip)
        && !isTunnel(ip.getBytes())
        && REFUSED_V6.stream().noneMatch(prefix -> prefix.contains(ip));
  }

  /** ISATAP hides an IPv4 address behind any prefix. RFC 5214, section 6.1. */
  private static boolean isTunnel(byte[] v6) {
    return (v6[8] & ~0x02) == 0 && v6[9] == 0 && v6[10] == 0x5e && v6[11] == (byte) 0xfe;
  }

  private static List<IPAddress> prefixes(String... texts) {
    return Stream.of(texts).map(PublicAddress::prefix).toList();
  }

  private static IPAddress prefix(String text) {
    try {
      return new IPAddressString(text).toAddress().toPrefixBlock();
    } catch (AddressStringException e) {
      throw new IllegalStateException("the table has a bad prefix: " + text, e);
    }
  }
}
