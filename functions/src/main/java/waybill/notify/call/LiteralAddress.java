package waybill.notify.call;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host that is an address and no name, in any notation that a resolver may take: 127.0.0.1,
 * 127.1, 2130706433, 0x7f.1, 0177.0.0.1. Resolvers do not agree on all of them, so none is asked.
 */
final class LiteralAddress {

  private static final IPAddressStringParameters ONE_ADDRESS =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowPrefix(false)
          .allowMask(false)
          .allowWildcardedSeparator(false)
          .setRangeOptions(RangeParameters.NO_RANGE)
          .getIPv6AddressParametersBuilder()
          .allowBase85(false)
          .allowZone(false)
          .getParentBuilder()
          .getIPv4AddressParametersBuilder()
          .allow_inet_aton(true)
          .getParentBuilder()
          .toParams();

  /** https://url.spec.whatwg.org/#ends-in-a-number-checker */
  private static final Pattern ENDS_IN_A_NUMBER =
      Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)");

  private LiteralAddress() {}

  /**
   * Nothing if the host is a name.
   *
   * @throws IllegalArgumentException if it can be neither, such as 1.2.3.256
   */
  static Optional<InetAddress> parse(String host) {
    String rooted = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    IPAddress address = new IPAddressString(rooted, ONE_ADDRESS).getAddress();
    if (address == null && ENDS_IN_A_NUMBER.matcher(rooted).matches()) {
      throw new IllegalArgumentException("must name a host or a whole IP address");
    }
    return Optional.ofNullable(address).map(IPAddress::toInetAddress);
  }
}
