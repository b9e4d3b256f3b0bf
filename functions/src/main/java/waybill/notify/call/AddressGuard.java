package waybill.notify.call;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import waybill.platform.Settings;

/**
 * Decides which addresses may be called. In production: https on port 443 or 8443, and every
 * address that the name stands for must be public. The addresses are given out for dialling, so
 * that a name which stands for something else a moment later gains nothing.
 *
 * <p>With {@code CALLBACK_TARGETS=any}, for tests, nothing is refused.
 */
public final class AddressGuard {

  static final Set<Integer> PORTS = Set.of(443, 8443);

  private final boolean anyTarget;
  private final NameLookup names;

  public AddressGuard(Settings settings) {
    this(settings.callbacksToAnyTarget(), new DnsLookup());
  }

  AddressGuard(boolean anyTarget, NameLookup names) {
    this.anyTarget = anyTarget;
    this.names = names;
  }

  /** Gives all addresses of a host name, at least one. */
  @FunctionalInterface
  interface NameLookup {
    List<InetAddress> addresses(String host) throws UnknownHostException;
  }

  /**
   * Judges a URL that a merchant wants to be called at. A name that is not known yet is let
   * through: each call is judged again.
   *
   * @throws Forbidden when its address is refused
   * @throws IllegalArgumentException when its scheme or port is
   */
  public void admit(CallbackUrl url) throws Forbidden {
    if (anyTarget) {
      return;
    }
    try {
      publicAddresses(url);
    } catch (UnknownHostException e) {
      // Nothing to refuse today.
    }
    if (!url.secure()) {
      throw new IllegalArgumentException("must begin with https://");
    }
    if (!PORTS.contains(url.port())) {
      throw new IllegalArgumentException("must have port 443 or 8443");
    }
  }

  /** The addresses that may be dialled for this URL, in the order of preference. */
  List<InetAddress> dialable(CallbackUrl url) throws Forbidden, UnknownHostException {
    if (!anyTarget && (!url.secure() || !PORTS.contains(url.port()))) {
      throw new Forbidden("only https on port 443 or 8443 is called");
    }
    try {
      return anyTarget ? addresses(url) : publicAddresses(url);
    } catch (IllegalArgumentException e) {
      throw new Forbidden("the URL " + e.getMessage());
    }
  }

  private List<InetAddress> publicAddresses(CallbackUrl url)
      throws Forbidden, UnknownHostException {
    List<InetAddress> addresses = addresses(url);
    for (InetAddress address : addresses) {
      if (!PublicAddress.isPublic(address)) {
        throw new Forbidden(url.host() + " is not a public address");
      }
    }
    return addresses;
  }

  private List<InetAddress> addresses(CallbackUrl url) throws UnknownHostException {
    Optional<InetAddress> literal = LiteralAddress.parse(url.host());
    return literal.isPresent() ? List.of(literal.get()) : names.addresses(url.host());
  }

  /** The address is not one that we call. Repeats no resolved address: that would be a probe. */
  public static final class Forbidden extends Exception {

    private static final long serialVersionUID = 1L;

    Forbidden(String what) {
      super(what);
    }
  }
}
