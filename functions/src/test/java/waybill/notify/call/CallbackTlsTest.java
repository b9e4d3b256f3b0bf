package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.platform.Time;

class CallbackTlsTest {

  private static final Manners POLITE = Manners.says("HTTP/1.1 200 OK\r\n\r\n");

  private static ShopKeys keys;

  @BeforeAll
  static void make_keys(@TempDir Path folder) throws Exception {
    keys = ShopKeys.in(folder);
  }

  @Test
  void the_certificate_must_be_trusted_and_for_the_name_in_the_url() throws Exception {
    SSLContext shop = keys.context(ShopKeys.SIGNED);
    try (LoopbackServer server = new LoopbackServer(shop.getServerSocketFactory(), POLITE)) {
      assertThat(call("shop.example", server, shop)).isEqualTo(Result.ACKNOWLEDGED);
      assertThat(call("other.example", server, shop)).isEqualTo(Result.TLS);
      assertThat(call("127.0.0.1", server, shop)).isEqualTo(Result.TLS);
      assertThat(call("shop.example", server, SSLContext.getDefault()))
          .as("its signer is not known")
          .isEqualTo(Result.TLS);
    }
  }

  @Test
  void a_certificate_that_is_expired_or_signed_by_itself_is_not_trusted() throws Exception {
    SSLContext expired = keys.context(ShopKeys.EXPIRED);
    try (LoopbackServer server = new LoopbackServer(expired.getServerSocketFactory(), POLITE)) {
      assertThat(call("shop.example", server, expired)).isEqualTo(Result.TLS);
    }
    SSLContext own = keys.context(ShopKeys.OWN);
    try (LoopbackServer server = new LoopbackServer(own.getServerSocketFactory(), POLITE)) {
      assertThat(call("shop.example", server, own))
          .as("a known one")
          .isEqualTo(Result.ACKNOWLEDGED);
      assertThat(call("shop.example", server, SSLContext.getDefault())).isEqualTo(Result.TLS);
    }
  }

  @Test
  void the_server_is_told_which_name_is_called_and_not_which_address() throws Exception {
    SSLContext shop = keys.context(ShopKeys.SIGNED);
    BlockingQueue<List<SNIServerName>> asked = new LinkedBlockingQueue<>();
    Manners listening =
        (server, socket) -> {
          POLITE.serve(server, socket);
          var session = (ExtendedSSLSession) ((SSLSocket) socket).getSession();
          asked.add(session.getRequestedServerNames());
        };
    try (LoopbackServer server = new LoopbackServer(shop.getServerSocketFactory(), listening)) {
      call("shop.example", server, shop);
      assertThat(asked.poll(5, TimeUnit.SECONDS)).containsExactly(new SNIHostName("shop.example"));
      assertThat(server.request()).contains("\r\nHost: shop.example:" + server.port() + "\r\n");
    }
  }

  @Test
  void what_floods_under_tls_is_cut_off_as_without() throws Exception {
    SSLContext shop = keys.context(ShopKeys.SIGNED);
    Manners flood = Manners.floods("HTTP/1.1 500 No\r\n\r\n", "n");
    try (LoopbackServer server = new LoopbackServer(shop.getServerSocketFactory(), flood)) {
      assertThat(call("shop.example", server, shop)).isEqualTo(Result.REFUSED);
    }
  }

  @Test
  void of_what_servers_send_to_be_remembered_by_one_is_kept() {
    assertThat(TlsSockets.context().getClientSessionContext().getSessionCacheSize()).isEqualTo(1);
  }

  @Test
  void a_server_that_wants_handshake_after_handshake_does_not_get_them() throws Exception {
    SSLContext shop = keys.context(ShopKeys.SIGNED);
    AtomicInteger handshakes = new AtomicInteger();
    Manners again =
        (server, connection) -> {
          SSLSocket socket = (SSLSocket) connection;
          socket.setEnabledProtocols(new String[] {"TLSv1.2"});
          server.read(socket);
          socket.addHandshakeCompletedListener(one -> handshakes.incrementAndGet());
          socket.setSoTimeout(Manners.DROP_EVERY_MS);
          while (true) {
            socket.startHandshake();
            readIfAny(socket);
          }
        };
    try (LoopbackServer server = new LoopbackServer(shop.getServerSocketFactory(), again)) {
      assertThat(call("shop.example", server, shop)).isNotEqualTo(Result.ACKNOWLEDGED);
      assertThat(handshakes).hasValueLessThan(5);
    }
  }

  /** What the other one says to the handshake is read on the way. */
  private static void readIfAny(SSLSocket socket) throws IOException {
    try {
      if (socket.getInputStream().read() < 0) {
        throw new EOFException();
      }
    } catch (SocketTimeoutException e) {
      // Nothing else came.
    }
  }

  private static Result call(String host, LoopbackServer server, SSLContext trust) {
    AddressGuard guard = new AddressGuard(true, name -> List.of(InetAddress.getLoopbackAddress()));
    SSLSocketFactory tls = trust.getSocketFactory();
    var client = new HttpMerchantClient(Time.system(), guard, tls, HttpMerchantClient.CONTRACT);
    String url = "https://" + host + ":" + server.port() + "/";
    return client.call(new MerchantClient.Call(url, AckMode.STATUS, Map.of(), "{}")).result();
  }
}
