package waybill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waybill.local.gateway.Gateway;
import waybill.local.gateway.HttpAnswer;

class GatewayTest {

  private static final Map<String, String> ME =
      Map.of("Authorization", "Bearer me", "Content-Type", "text/plain");

  private static SmallPlatform small;

  @BeforeAll
  static void start() {
    small = new SmallPlatform(options -> options.serve("127.0.0.1", 0));
  }

  @AfterAll
  static void stop() {
    small.close();
  }

  @Test
  void an_event_has_route_parameters_query_headers_and_the_callers_context() {
    HttpAnswer answer =
        small.platform.call(
            "POST",
            "/things/a%2Fb+c?x=1&y=%20&x=2",
            Map.of(
                "Authorization", "Bearer me",
                "Content-Type", "application/json; charset=utf-8",
                "X-Other", "Ü",
                "Cookie", "c=1; d=2"),
            "{\"é\":1}");

    assertThat(answer.status()).isEqualTo(203);
    assertThat(answer.headers()).containsEntry("x-fact", "yes");
    assertThat(answer.cookies()).containsExactly("a=1", "b=2");
    assertThat(answer.text())
        .contains("route=POST /things/{id}\n")
        .contains("path=/things/a%2Fb+c\n")
        .contains("parameters={id=a/b+c}\n")
        .contains("query={x=1,2, y= }\n")
        .contains("cookies=[c=1, d=2]\n")
        .contains("x-other=Ü")
        .contains("base64=false\n")
        .contains("body={\"é\":1}\n")
        .contains("owner=me\n")
        .contains("stage=$default\n")
        .contains("epoch=" + small.clock.now().toEpochMilli() + "\n")
        .contains("remaining=true\n");
  }

  @Test
  void a_literal_segment_beats_a_parameter() {
    assertThat(small.platform.call("POST", "/things/mine", ME, "").text())
        .contains("route=POST /things/mine\n");
  }

  @Test
  void a_body_of_no_text_type_travels_in_base64() {
    Map<String, String> form =
        Map.of(
            "Authorization", "Bearer me",
            "Content-Type", "application/x-www-form-urlencoded");
    assertThat(small.platform.call("POST", "/things/1", form, "hi").text())
        .contains("base64=true\n")
        .contains("body=" + Base64.getEncoder().encodeToString("hi".getBytes()) + "\n");
  }

  @Test
  void the_gateway_itself_answers_what_reaches_no_function() {
    is(small.platform.call("POST", "/things/1", Map.of(), ""), 401, "Unauthorized");
    is(
        small.platform.call("POST", "/things/1", Map.of("authorization", "Bearer stranger"), ""),
        403,
        "Forbidden");
    is(small.platform.call("GET", "/things/1", ME, ""), 404, "Not Found");
    is(small.platform.call("POST", "/things/1/more", ME, ""), 404, "Not Found");
    is(small.platform.call("POST", "/things/", ME, ""), 404, "Not Found");
    is(small.platform.call("POST", "/things/%zz", ME, ""), 400, "Bad Request");
    is(small.platform.call("POST", "/things/1", ME, "fail"), 500, "Internal Server Error");
    is(small.platform.call("POST", "/things/1", ME, "hang"), 503, "Service Unavailable");
    is(
        small.platform.call("POST", "/things/1", ME, "x".repeat(Gateway.BODY_MAX_BYTES + 1)),
        413,
        "Request Entity Too Large");
  }

  @Test
  void a_function_that_failed_or_hung_serves_the_next_call() {
    small.platform.call("POST", "/things/1", ME, "fail");
    small.platform.call("POST", "/things/1", ME, "hang");
    assertThat(small.platform.call("POST", "/things/1", ME, "").status()).isEqualTo(203);
  }

  @Test
  void an_open_route_asks_nobody() {
    assertThat(small.platform.call("GET", "/open", Map.of(), "").text()).contains("owner=null\n");
  }

  @Test
  void the_authorizers_answer_is_cached_by_the_header_for_all_routes() {
    try (SmallPlatform own = new SmallPlatform()) {
      own.platform.call("POST", "/things/1", ME, "");
      own.platform.call("POST", "/things/mine", ME, "");
      assertThat(own.seen.items()).containsExactly("door Bearer me POST /things/{id}");

      own.clock.tick(Duration.ofSeconds(299));
      own.platform.call("POST", "/things/1", ME, "");
      assertThat(own.seen.items()).hasSize(1);

      own.clock.tick(Duration.ofSeconds(1));
      own.platform.call("POST", "/things/1", ME, "");
      assertThat(own.seen.items()).hasSize(2);
    }
  }

  @Test
  void over_a_socket_it_is_the_same_and_a_large_body_is_cut_off()
      throws IOException, InterruptedException {
    HttpResponse<String> answer = post("/things/7?q=1", "hello");
    assertThat(answer.statusCode()).isEqualTo(203);
    assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
    assertThat(answer.headers().firstValue("server")).isEmpty();
    assertThat(answer.body()).contains("body=hello\n").contains("parameters={id=7}\n");

    assertThat(post("/things/7", "x".repeat(Gateway.BODY_MAX_BYTES + 1)).statusCode())
        .isEqualTo(413);
  }

  private static HttpResponse<String> post(String target, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(small.platform.baseUrl() + target))
            .version(HttpClient.Version.HTTP_1_1)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    ME.forEach(request::header);
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void is(HttpAnswer answer, int status, String message) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).isEqualTo("{\"message\":\"" + message + "\"}");
  }
}
