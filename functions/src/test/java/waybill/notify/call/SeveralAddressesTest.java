package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import waybill.notify.call.HttpMerchantClient.Limits;
import waybill.notify.call.MerchantClient.Answer;
import waybill.notify.call.MerchantClient.Call;
import waybill.platform.Time;

/** A name that stands for several addresses. */
class SeveralAddressesTest {

  private static final Manners POLITE = Manners.says("HTTP/1.1 200 OK\r\n\r\n");
  private static final Limits LIMITS = new Limits(Duration.ofMillis(600), Duration.ofSeconds(10));

  @Test
  void one_that_is_silent_leaves_time_for_the_next() throws IOException {
    try (LoopbackServer server = new LoopbackServer(POLITE);
        ServerSocket silent = new ServerSocket();
        Crowd crowd = new Crowd()) {
      silent.bind(new InetSocketAddress(address(2), server.port()), 1);
      crowd.fill(silent);
      Answer answer = call(server.port(), List.of(address(2), address(1)));
      assertThat(answer.result()).isEqualTo(Result.ACKNOWLEDGED);
      assertThat(answer.remoteAddress()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void only_the_first_few_are_dialled() throws IOException {
    try (LoopbackServer server = new LoopbackServer(POLITE)) {
      List<InetAddress> addresses = new ArrayList<>();
      for (int i = 0; i < Wire.ADDRESSES_MAX; i++) {
        addresses.add(address(2 + i));
      }
      addresses.add(address(1));
      Answer answer = call(server.port(), addresses);
      assertThat(answer.result()).isEqualTo(Result.CONNECTION);
      assertThat(answer.remoteAddress())
          .isEqualTo(addresses.get(Wire.ADDRESSES_MAX - 1).getHostAddress());
      assertThat(server.connections()).isZero();
      assertThat(call(server.port(), addresses.subList(1, addresses.size())).result())
          .isEqualTo(Result.ACKNOWLEDGED);
    }
  }

  private static Answer call(int port, List<InetAddress> addresses) {
    AddressGuard guard = new AddressGuard(true, host -> addresses);
    var client =
        new HttpMerchantClient(Time.system(), guard, TlsSockets.trustingWhomTheJdkTrusts(), LIMITS);
    return client.call(
        new Call("http://shop.example:" + port + "/", AckMode.STATUS, Map.of(), "{}"));
  }

  /** Of the loopback network, all of which is this machine. */
  private static InetAddress address(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }
}
