package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates for shop.example, and who signed them. */
final class ShopKeys {

  /** Signed by itself, and the signer of the others. */
  static final String OWN = "own";

  static final String SIGNED = "signed";
  static final String EXPIRED = "expired";

  private static final String PASSWORD = "for this test";

  private final Path file;

  private ShopKeys(Path file) {
    this.file = file;
  }

  static ShopKeys in(Path folder) throws Exception {
    ShopKeys keys = new ShopKeys(folder.resolve("keys.p12"));
    keys.make(OWN, "-ext", "bc:c");
    keys.make(SIGNED, "-signer", OWN);
    keys.make(EXPIRED, "-signer", OWN, "-startdate", "-10d", "-validity", "3");
    return keys;
  }

  /** Has this key, and trusts those that {@link #OWN} has signed. */
  SSLContext context(String alias) throws Exception {
    KeyStore all = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      all.load(in, PASSWORD.toCharArray());
    }
    KeyStore key = empty();
    Key secret = all.getKey(alias, PASSWORD.toCharArray());
    key.setKeyEntry(alias, secret, PASSWORD.toCharArray(), all.getCertificateChain(alias));
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(key, PASSWORD.toCharArray());
    KeyStore signer = empty();
    signer.setCertificateEntry(OWN, all.getCertificate(OWN));
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(signer);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private static KeyStore empty() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private void make(String alias, String... how) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        new ArrayList<>(
            List.of(keytool, "-J-XX:TieredStopAtLevel=1", "-genkeypair", "-keyalg", "EC"));
    command.addAll(List.of("-dname", "CN=shop.example", "-ext", "san=dns:shop.example"));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString()));
    command.addAll(List.of("-storepass", PASSWORD, "-alias", alias));
    command.addAll(List.of(how));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(process.waitFor()).as(new String(process.getInputStream().readAllBytes())).isZero();
  }
}
