package waybill.notify.call;

import java.security.Security;

/**
 * The JVM keeps a name's addresses for 30 s, and that it has none for 10 s: attempts after 1, 5 and
 * 15 s would ask nobody, neither whether the name has moved nor whether it now stands for something
 * else. It reads how long to keep them once, before its first look-up.
 */
final class FreshNames {

  private static final String NOT_KEPT = "0";

  private FreshNames() {}

  /** For all of the process: the SDK keeps its connections, and asks for its few names seldom. */
  static void everyTime() {
    Security.setProperty("networkaddress.cache.ttl", NOT_KEPT);
    Security.setProperty("networkaddress.cache.negative.ttl", NOT_KEPT);
  }
}
