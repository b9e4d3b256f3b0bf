package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.notify.call.LoopbackServer.answering;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import waybill.notify.call.MerchantClient.Answer;
import waybill.notify.call.MerchantClient.Call;
import waybill.platform.Time;

class HttpMerchantClientTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final Duration SOON = Duration.ofMillis(600);

  @Test
  void connecting_may_take_3_seconds_and_everything_together_10() {
    assertThat(HttpMerchantClient.CONTRACT)
        .isEqualTo(new HttpMerchantClient.Limits(Duration.ofSeconds(3), Duration.ofSeconds(10)));
  }

  @Test
  void the_request_is_plain_http_1_1_with_its_length_and_nothing_else() throws Exception {
    try (LoopbackServer server = answering(OK)) {
      call(server, AckMode.STATUS);
      assertThat(server.request())
          .isEqualTo(
              "POST /cb?x=1 HTTP/1.1\r\nHost: localhost:"
                  + server.port()
                  + "\r\nuser-agent: Waybill/1.0.0\r\nContent-Length: 8\r\n"
                  + "Connection: close\r\nAccept-Encoding: identity\r\n\r\n{\"a\":ü}");
    }
  }

  @Test
  void the_path_is_sent_as_the_merchant_wrote_it() throws Exception {
    for (String target : List.of("/", "//a/b?x=1", "///a", "//a:99999/b", "/a%2Fb/../c?", "/?//")) {
      try (LoopbackServer server = answering(OK)) {
        call("http://localhost:" + server.port() + target, AckMode.STATUS, Duration.ofSeconds(5));
        assertThat(server.request()).startsWith("POST " + target + " HTTP/1.1\r\n");
      }
    }
  }

  @Test
  void any_2xx_acknowledges_and_says_where_it_came_from() throws Exception {
    for (String status : List.of("200 OK", "201 Created", "204 No Content", "299 Odd")) {
      try (LoopbackServer server = answering("HTTP/1.1 " + status + "\r\n\r\n")) {
        Answer answer = call(server, AckMode.STATUS);
        assertThat(answer.result()).as(status).isEqualTo(Result.ACKNOWLEDGED);
        assertThat(answer.statusCode()).hasValue(Integer.parseInt(status.substring(0, 3)));
        assertThat(answer.remoteAddress()).isEqualTo("127.0.0.1");
      }
    }
  }

  @Test
  void other_answers_are_refusals_and_what_they_say_is_kept() throws Exception {
    try (LoopbackServer server =
        answering("HTTP/1.1 500 Oops\r\nContent-Length: 9\r\n\r\ndb\r\ndown!")) {
      Answer answer = call(server, AckMode.STATUS);
      assertThat(answer.result()).isEqualTo(Result.REFUSED);
      assertThat(answer.statusCode()).hasValue(500);
      assertThat(answer.error()).isEqualTo("db down!");
      assertThat(answer.retryAfter()).isEmpty();
    }
  }

  @Test
  void a_few_early_hints_are_passed_over() throws Exception {
    try (LoopbackServer server = answering("HTTP/1.1 103 Early Hints\r\n\r\n" + OK)) {
      assertThat(call(server, AckMode.STATUS).result()).isEqualTo(Result.ACKNOWLEDGED);
    }
  }

  @Test
  void only_429_and_503_may_ask_for_patience() throws Exception {
    for (int status : List.of(429, 503, 500, 200)) {
      try (LoopbackServer server =
          answering("HTTP/1.1 " + status + " X\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n")) {
        assertThat(call(server, AckMode.STATUS).retryAfter())
            .as("status %d", status)
            .isEqualTo(
                status == 429 || status == 503
                    ? Optional.of(Duration.ofMinutes(1))
                    : Optional.empty());
      }
    }
  }

  @Test
  void in_body_mode_the_body_decides() throws Exception {
    assertThat(bodyMode("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nSuccess"))
        .isEqualTo(Result.ACKNOWLEDGED);
    assertThat(bodyMode("HTTP/1.1 200 OK\r\n\r\n{\"code\":\"SUCCESS\"}"))
        .isEqualTo(Result.ACKNOWLEDGED);
    assertThat(
            bodyMode(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nsuc\r\n4\r\ncess\r\n0\r\n\r\n"))
        .isEqualTo(Result.ACKNOWLEDGED);
    assertThat(bodyMode("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfail"))
        .isEqualTo(Result.REFUSED);
    assertThat(bodyMode("HTTP/1.1 204 No Content\r\n\r\n")).isEqualTo(Result.REFUSED);
    assertThat(bodyMode("HTTP/1.1 500 Oops\r\nContent-Length: 7\r\n\r\nsuccess"))
        .isEqualTo(Result.REFUSED);
  }

  @Test
  void in_body_mode_16_kib_are_read_and_no_byte_more() throws Exception {
    String filler = " ".repeat(16 * 1024 - "success".length());
    assertThat(bodyMode("HTTP/1.1 200 OK\r\n\r\nsuccess" + filler)).isEqualTo(Result.ACKNOWLEDGED);
    assertThat(bodyMode("HTTP/1.1 200 OK\r\n\r\nsuccess" + filler + " ")).isEqualTo(Result.REFUSED);
  }

  @Test
  void a_closed_port_is_a_connection_failure() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Answer refused = call("http://localhost:" + port + "/", AckMode.STATUS, Duration.ofSeconds(5));
    assertThat(refused.result()).isEqualTo(Result.CONNECTION);
    assertThat(refused.statusCode()).isEqualTo(OptionalInt.empty());
  }

  @Test
  void a_refused_address_is_not_dialled() throws Exception {
    try (LoopbackServer server = answering(OK)) {
      AddressGuard strict = new AddressGuard(false, host -> loopback());
      HttpMerchantClient client = client(strict, Duration.ofSeconds(5));
      Answer answer = client.call(call(url("https", server), AckMode.STATUS));
      assertThat(answer.result()).isEqualTo(Result.FORBIDDEN_ADDRESS);
      Answer refused = client.call(call("https://localhost:8443/", AckMode.STATUS));
      assertThat(refused.result()).isEqualTo(Result.FORBIDDEN_ADDRESS);
      assertThat(refused.error()).isEqualTo("localhost is not a public address");
      assertThat(refused.remoteAddress()).isEmpty();
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void each_call_resolves_the_name_once_and_dials_what_it_was_given() throws Exception {
    try (LoopbackServer server = answering(OK)) {
      Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.2", "127.0.0.1"));
      AddressGuard rebinding =
          new AddressGuard(true, host -> List.of(InetAddress.getByName(answers.remove())));
      HttpMerchantClient client = client(rebinding, Duration.ofSeconds(5));
      for (String dialled : List.copyOf(answers)) {
        Answer answer = client.call(call(url("http", server), AckMode.STATUS));
        assertThat(answer.remoteAddress()).isEqualTo(dialled);
      }
      assertThat(answers).isEmpty();
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void a_name_that_is_not_known_is_a_dns_failure() {
    AddressGuard nameless =
        new AddressGuard(
            true,
            host -> {
              throw new java.net.UnknownHostException(host + " is not known");
            });
    Answer answer =
        client(nameless, Duration.ofSeconds(5)).call(call("http://shop.example/", AckMode.STATUS));
    assertThat(answer.result()).isEqualTo(Result.DNS);
    assertThat(answer.error()).isEqualTo("shop.example is not known");
  }

  @Test
  void the_phases_are_told_as_far_as_the_call_came() throws Exception {
    try (LoopbackServer server = answering(OK)) {
      Answer answer = call(server, AckMode.STATUS);
      assertThat(answer.phases().compact()).matches("\\d+/\\d+//\\d+");
    }
    CountDownLatch end = new CountDownLatch(1);
    try (LoopbackServer server = new LoopbackServer((self, socket) -> end.await())) {
      Answer answer = call(url("https", server), AckMode.STATUS, SOON);
      assertThat(answer.phases().compact()).matches("\\d+/\\d+/\\d+/");
      assertThat(answer.phases().tlsMs().getAsLong()).isBetween(100L, answer.durationMs());
      end.countDown();
    }
    AddressGuard strict = new AddressGuard(false, host -> loopback());
    Answer forbidden = client(strict, SOON).call(call("https://localhost:8443/", AckMode.STATUS));
    assertThat(forbidden.phases().compact()).matches("\\d+///");
  }

  @Test
  void the_first_byte_is_when_the_answer_begins_and_not_when_it_is_whole() throws Exception {
    try (LoopbackServer server = new LoopbackServer(Manners.drips("HTTP/1.1 ", "2"))) {
      Answer answer = call(url("http", server), AckMode.STATUS, SOON);
      assertTimeout(answer);
      assertThat(answer.phases().firstByteMs().getAsLong()).isLessThan(answer.durationMs() - 50);
    }
  }

  private static void assertTimeout(Answer answer) {
    assertThat(answer.result()).isEqualTo(Result.TIMEOUT);
    assertThat(answer.durationMs()).isBetween(SOON.toMillis() - 50, SOON.toMillis() + 2_000);
  }

  private static Result bodyMode(String answer) throws Exception {
    try (LoopbackServer server = answering(answer)) {
      return call(server, AckMode.BODY).result();
    }
  }

  private static Answer call(LoopbackServer server, AckMode ack) {
    return call(url("http", server), ack, Duration.ofSeconds(5));
  }

  private static Answer call(String url, AckMode ack, Duration exchangeMax) {
    return client(new AddressGuard(true, host -> loopback()), exchangeMax).call(call(url, ack));
  }

  private static Call call(String url, AckMode ack) {
    return new Call(url, ack, Map.of("user-agent", "Waybill/1.0.0"), "{\"a\":ü}");
  }

  private static HttpMerchantClient client(AddressGuard guard, Duration exchangeMax) {
    return new HttpMerchantClient(
        Time.system(),
        guard,
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        new HttpMerchantClient.Limits(Duration.ofSeconds(3), exchangeMax));
  }

  private static String url(String scheme, LoopbackServer server) {
    return scheme + "://localhost:" + server.port() + "/cb?x=1";
  }

  private static List<InetAddress> loopback() {
    return List.of(InetAddress.getLoopbackAddress());
  }
}
