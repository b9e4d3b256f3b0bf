package waybill.notify.call;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A merchant's URL, taken apart once, so that what is checked is what is dialled.
 *
 * @param host a name or an address in any notation; an IPv6 address without its brackets
 * @param hostHeader the host as the URL wrote it, with its port unless it is the scheme's own
 * @param target path and query as they go on the request line
 */
public record CallbackUrl(boolean secure, String host, int port, String hostHeader, String target) {

  public static final int URL_MAX_CHARS = 2048;

  private static final int PORT_MAX = 65_535;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** The URI class leaves hosts such as 2130706433 unparsed; a resolver would still know them. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,253})(?::([0-9]{1,5}))?");

  /**
   * @throws IllegalArgumentException saying what is wrong with the text, to be shown to its author
   */
  public static CallbackUrl parse(String text) {
    if (text.length() > URL_MAX_CHARS) {
      throw new IllegalArgumentException("must be at most " + URL_MAX_CHARS + " characters");
    }
    URI uri = uri(text);
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("must not have a fragment");
    }
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    if (authority.contains("@")) {
      throw new IllegalArgumentException("must not carry user information");
    }
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      throw new IllegalArgumentException("must name a host in ASCII, and a port if any");
    }
    boolean secure = secure(uri);
    int ownPort = secure ? HTTPS_PORT : HTTP_PORT;
    int port = parts.group(2) == null ? ownPort : Integer.parseInt(parts.group(2));
    if (port < 1 || port > PORT_MAX) {
      throw new IllegalArgumentException("must have a port from 1 to " + PORT_MAX);
    }
    String host = parts.group(1);
    return new CallbackUrl(
        secure,
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port,
        port == ownPort ? host : host + ":" + port,
        target(uri));
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text);
      if (!text.equals(uri.toASCIIString())) {
        throw new IllegalArgumentException("must be ASCII; encode other characters");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is not a URL", e);
    }
  }

  private static boolean secure(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "https" -> true;
      case "http" -> false;
      default -> throw new IllegalArgumentException("must begin with https:// (or http://)");
    };
  }

  private static String target(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
