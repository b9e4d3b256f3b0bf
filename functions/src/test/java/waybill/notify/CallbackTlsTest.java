package waybill.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.platform.Time;

class CallbackTlsTest {

  private static final char[] PASSWORD = "for this test".toCharArray();

  @Test
  void the_certificate_must_be_trusted_and_for_the_name_in_the_url(@TempDir Path folder)
      throws Exception {
    SSLContext shop = contextFor("shop.example", folder);
    try (LoopbackServer server =
        new LoopbackServer(
            shop.getServerSocketFactory(),
            (self, socket) -> self.answer(socket, "HTTP/1.1 200 OK\r\n\r\n"))) {
      assertThat(call("shop.example", server, shop.getSocketFactory()))
          .isEqualTo(Result.ACKNOWLEDGED);
      assertThat(call("other.example", server, shop.getSocketFactory())).isEqualTo(Result.TLS);
      assertThat(call("127.0.0.1", server, shop.getSocketFactory())).isEqualTo(Result.TLS);
      assertThat(call("shop.example", server, (SSLSocketFactory) SSLSocketFactory.getDefault()))
          .isEqualTo(Result.TLS);
    }
  }

  private static Result call(String host, LoopbackServer server, SSLSocketFactory tls) {
    AddressGuard guard = new AddressGuard(true, name -> List.of(InetAddress.getLoopbackAddress()));
    var client = new HttpMerchantClient(Time.system(), guard, tls, HttpMerchantClient.CONTRACT);
    String url = "https://" + host + ":" + server.port() + "/";
    return client.call(new MerchantClient.Call(url, AckMode.STATUS, Map.of(), "{}")).result();
  }

  /** A key of its own for {@code name}, trusted by whoever uses this context. */
  private static SSLContext contextFor(String name, Path folder) throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-alias",
                "shop",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).as(new String(keytool.getInputStream().readAllBytes())).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
