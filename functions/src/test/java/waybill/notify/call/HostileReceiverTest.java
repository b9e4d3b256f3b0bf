package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import waybill.notify.call.HostileReceiver.Ends;
import waybill.notify.call.HttpMerchantClient.Limits;
import waybill.notify.call.MerchantClient.Answer;
import waybill.notify.call.MerchantClient.Call;
import waybill.platform.Time;

/** Nothing that a receiver does costs more than the budgets: time, heap, and one call. */
class HostileReceiverTest {

  /** Short for those that use all of it, so that the test is. */
  private static final Limits SHORT = new Limits(Duration.ofMillis(200), Duration.ofMillis(200));

  /** For those that must come so far as to send a status before it is over. */
  private static final Limits LONGER = new Limits(Duration.ofMillis(600), Duration.ofMillis(600));

  private static final Duration BUSY_MACHINE_MAX = Duration.ofSeconds(2);
  private static final long HEAP_MAX_BYTES = 1024 * 1024;

  /** Two clocks need not agree on the last milliseconds. */
  private static final int CLOCK_MS = 20;

  private static final int LOG_MAX_BYTES = 1024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Loading classes is not the receiver's doing. */
  @BeforeAll
  static void warm_up() throws IOException {
    for (HostileReceiver receiver :
        List.of(HostileReceiver.SENDS_DEEP_JSON, HostileReceiver.IS_NO_HTTP)) {
      try (LoopbackServer server = new LoopbackServer(receiver.manners)) {
        client(HttpMerchantClient.CONTRACT).call(call(server.port(), receiver.ack, "{}"));
      }
    }
    try (LoopbackServer server = new LoopbackServer(HostileHandshake.SPEAKS_HTTP.manners)) {
      client(HttpMerchantClient.CONTRACT).call(call("https", server.port(), AckMode.BODY, "{}"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_receiver_costs_no_more_than_the_budgets(HostileReceiver receiver) throws IOException {
    boolean isSlow = receiver.ends == Ends.AT_THE_DEADLINE;
    Limits deadline = receiver.status == 0 ? SHORT : LONGER;
    Limits limits = isSlow ? deadline : HttpMerchantClient.CONTRACT;
    try (LoopbackServer server = new LoopbackServer(receiver.manners)) {
      Cost cost = cost(client(limits), call(server.port(), receiver.ack, "{\"a\":1}"));
      assertThat(cost.answer.result()).as(cost.answer.error()).isEqualTo(receiver.result);
      assertThat(cost.answer.statusCode().orElse(0)).isEqualTo(receiver.status);
      assertBudgets(cost, isSlow ? limits.exchangeMax() : Duration.ZERO);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_handshake_costs_no_more_than_the_budgets(HostileHandshake handshake) throws IOException {
    boolean isSlow = handshake.result == Result.TIMEOUT;
    Limits limits = isSlow ? SHORT : HttpMerchantClient.CONTRACT;
    try (LoopbackServer server = new LoopbackServer(handshake.manners)) {
      Cost cost = cost(client(limits), call("https", server.port(), AckMode.STATUS, "{}"));
      assertThat(cost.answer.result()).as(cost.answer.error()).isEqualTo(handshake.result);
      assertThat(cost.answer.statusCode()).isEmpty();
      assertBudgets(cost, isSlow ? limits.exchangeMax() : Duration.ZERO);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void what_came_of_a_refusal_is_kept_also_when_the_rest_does_not_come() throws IOException {
    for (Manners manners :
        List.of(
            Manners.hangsAfter("HTTP/1.1 500 No\r\n\r\ndisk full"),
            Manners.resetsAfter("HTTP/1.1 500 No\r\nContent-Length: 99\r\n\r\ndisk full"))) {
      try (LoopbackServer server = new LoopbackServer(manners)) {
        Answer answer = client(LONGER).call(call(server.port(), AckMode.STATUS, "{}"));
        assertThat(answer.result()).isEqualTo(Result.REFUSED);
        assertThat(answer.error()).isEqualTo("disk full");
      }
    }
  }

  @Test
  void a_receiver_that_does_not_read_cannot_hold_a_large_request() throws IOException {
    String body = "x".repeat(16 << 20);
    try (LoopbackServer server = new LoopbackServer((self, socket) -> self.awaitClose())) {
      Cost cost = cost(client(SHORT), call(server.port(), AckMode.STATUS, body));
      assertThat(cost.answer.result()).isEqualTo(Result.TIMEOUT);
      assertThat(cost.answer.durationMs()).isLessThan(BUSY_MACHINE_MAX.toMillis());
    }
  }

  @Test
  void a_receiver_that_does_not_accept_costs_the_time_of_connecting() throws IOException {
    Limits limits = new Limits(Duration.ofMillis(300), Duration.ofSeconds(10));
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Crowd crowd = new Crowd()) {
      crowd.fill(full);
      Cost cost = cost(client(limits), call(full.getLocalPort(), AckMode.STATUS, "{}"));
      assertThat(cost.answer.result()).isEqualTo(Result.TIMEOUT);
      assertBudgets(cost, limits.connectMax());
      assertThat(cost.answer.remoteAddress()).isEqualTo("127.0.0.1");
    }
  }

  /**
   * @param used what the receiver takes of the time, on purpose
   */
  private static void assertBudgets(Cost cost, Duration used) {
    assertThat(cost.answer.durationMs())
        .isBetween(used.toMillis() - CLOCK_MS, used.plus(BUSY_MACHINE_MAX).toMillis());
    assertThat(cost.heapBytes).isLessThan(HEAP_MAX_BYTES);
    assertThat(cost.answer.error()).doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]");
    assertThat(cost.answer.error().getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(LOG_MAX_BYTES);
  }

  private record Cost(Answer answer, long heapBytes) {}

  /** Of one call, in this thread: all of a call is. */
  private static Cost cost(MerchantClient client, Call call) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Answer answer = client.call(call);
    return new Cost(answer, THREADS.getCurrentThreadAllocatedBytes() - before);
  }

  private static MerchantClient client(Limits limits) {
    AddressGuard any = new AddressGuard(true, host -> List.of(InetAddress.getLoopbackAddress()));
    return new HttpMerchantClient(
        Time.system(), any, TlsSockets.trustingWhomTheJdkTrusts(), limits);
  }

  private static Call call(int port, AckMode ack, String body) {
    return call("http", port, ack, body);
  }

  private static Call call(String scheme, int port, AckMode ack, String body) {
    return new Call(scheme + "://shop.example:" + port + "/cb", ack, Map.of(), body);
  }
}
