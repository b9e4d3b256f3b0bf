package waybill.notify.call;

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** TLS for the open internet. */
final class TlsSockets {

  private TlsSockets() {}

  /**
   * Trusts whom the JDK trusts. Every call shakes hands and looks at the certificate anew: of what
   * servers send to be remembered by, up to thousands of tickets in an answer, one is kept.
   */
  static SSLSocketFactory trustingWhomTheJdkTrusts() {
    return context().getSocketFactory();
  }

  static SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      // 0 would be no limit.
      context.getClientSessionContext().setSessionCacheSize(1);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }
}
