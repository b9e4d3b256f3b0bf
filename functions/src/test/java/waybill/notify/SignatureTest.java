package waybill.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignatureTest {

  @Test
  void the_example_that_standard_webhooks_publishes_comes_out_the_same() {
    String header =
        Signature.header(
            List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            "{\"test\": 2432232314}");
    assertThat(header).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void the_reference_library_accepts_it_with_any_secret_in_force() throws Exception {
    Random random = new Random(7);
    String old = Signature.newSecret(random);
    String current = Signature.newSecret(random);
    long now = Instant.now().getEpochSecond();
    String body = "{\"reason\":\"größer\"}";
    HttpHeaders headers = headers(now, Signature.header(List.of(current, old), "evt_1", now, body));

    new Webhook(old).verify(body, headers);
    new Webhook(current).verify(body, headers);
    assertThatThrownBy(() -> new Webhook(current).verify(body + " ", headers))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> new Webhook(Signature.newSecret(random)).verify(body, headers))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void during_a_rotation_each_signature_stands_by_itself() throws Exception {
    Random random = new Random(11);
    List<String> secrets = Stream.generate(() -> Signature.newSecret(random)).limit(3).toList();
    long now = Instant.now().getEpochSecond();
    String[] signatures = Signature.header(secrets, "evt_1", now, "{}").split(" ");
    assertThat(signatures).hasSize(3).doesNotHaveDuplicates();
    for (int i = 0; i < 3; i++) {
      assertThat(Signature.header(List.of(secrets.get(i)), "evt_1", now, "{}"))
          .isEqualTo(signatures[i]);
      Webhook merchant = new Webhook(secrets.get(i));
      merchant.verify("{}", headers(now, signatures[i]));
      HttpHeaders anothers = headers(now, signatures[(i + 1) % 3]);
      assertThatThrownBy(() -> merchant.verify("{}", anothers))
          .isInstanceOf(WebhookVerificationException.class);
    }
  }

  @Test
  void the_reference_library_signs_the_same() throws Exception {
    Random random = new Random(13);
    for (String body :
        List.of("", "{}", "{\"reason\":\"größer, 語, 😀\"}", "a.b.c", "x".repeat(70_000))) {
      String secret = Signature.newSecret(random);
      long timestamp = random.nextInt(Integer.MAX_VALUE);
      assertThat(Signature.header(List.of(secret), "evt.1", timestamp, body))
          .isEqualTo(new Webhook(secret).sign("evt.1", timestamp, body));
    }
  }

  @Test
  void a_secret_is_32_bytes_and_never_the_same_twice() {
    Random random = new Random(7);
    assertThat(Signature.newSecret(random))
        .matches("whsec_[A-Za-z0-9+/]{43}=")
        .isNotEqualTo(Signature.newSecret(random));
  }

  private static HttpHeaders headers(long timestamp, String signature) {
    return HttpHeaders.of(
        Map.of(
            "webhook-id", List.of("evt_1"),
            "webhook-timestamp", List.of(Long.toString(timestamp)),
            "webhook-signature", List.of(signature)),
        (name, value) -> true);
  }

  @Test
  void without_a_secret_there_is_no_header() {
    assertThatThrownBy(() -> new Signer(List.of()).header("msg_1", 1, "{}"))
        .isInstanceOf(IllegalStateException.class);
  }
}
