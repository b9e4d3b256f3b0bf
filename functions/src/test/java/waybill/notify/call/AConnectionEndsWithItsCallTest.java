package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import waybill.notify.call.HttpMerchantClient.Limits;
import waybill.platform.Time;

/** However a call ends, the server sees the end of its connection: none is kept or forgotten. */
class AConnectionEndsWithItsCallTest {

  private static final Limits SHORT = new Limits(Duration.ofMillis(300), Duration.ofMillis(300));

  @Test
  void that_was_acknowledged_before_the_body_came() throws Exception {
    endsAfter("http", Manners.hangsAfter("HTTP/1.1 200 OK\r\n\r\n"), Result.ACKNOWLEDGED);
  }

  @Test
  void that_was_refused() throws Exception {
    String answer = "HTTP/1.1 404 No\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n";
    endsAfter("http", Manners.hangsAfter(answer), Result.REFUSED);
  }

  @Test
  void that_was_no_http() throws Exception {
    endsAfter("http", Manners.hangsAfter("SSH-2.0-OpenSSH_9.6\r\n\r\n"), Result.REFUSED);
  }

  @Test
  void that_came_to_its_deadline() throws Exception {
    endsAfter("http", Manners.hangsAfter(""), Result.TIMEOUT);
  }

  @Test
  void that_was_no_tls() throws Exception {
    endsAfter("https", Manners.saysUnasked("HTTP/1.1 400 Bad\r\n\r\n"), Result.TLS);
  }

  /** These manners end when the client hangs up, in whatever way. */
  private static void endsAfter(String scheme, Manners manners, Result result) throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Manners watched =
        (server, socket) -> {
          try {
            manners.serve(server, socket);
          } finally {
            end.countDown();
          }
        };
    try (LoopbackServer server = new LoopbackServer(watched)) {
      assertThat(call(scheme, server.port())).isEqualTo(result);
      assertThat(end.await(5, TimeUnit.SECONDS)).as("the server saw the end").isTrue();
    }
  }

  private static Result call(String scheme, int port) throws IOException {
    AddressGuard any = new AddressGuard(true, host -> List.of(InetAddress.getLoopbackAddress()));
    var client =
        new HttpMerchantClient(Time.system(), any, TlsSockets.trustingWhomTheJdkTrusts(), SHORT);
    String url = scheme + "://shop.example:" + port + "/";
    return client.call(new MerchantClient.Call(url, AckMode.STATUS, Map.of(), "{}")).result();
  }
}
