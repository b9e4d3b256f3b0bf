package waybill.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class SecretBoxTest {

  private static final Map<String, String> HERE = Map.of("merchantId", "m", "endpointId", "e");
  private static final Map<String, String> ELSEWHERE = Map.of("merchantId", "m", "endpointId", "f");

  private final Clock clock = new Clock();
  private final CountedKey key = new CountedKey(new DevelopmentKey(new Random(1)));
  private final SecretBox box = new SecretBox(clock, key);

  @Test
  void what_is_sealed_is_opened_in_its_place_only() {
    String sealed = box.seal("grüße", HERE);
    assertThat(box.open(sealed, HERE)).isEqualTo("grüße");
    assertThatThrownBy(() -> box.open(sealed, ELSEWHERE))
        .as("also while it is open in its own place")
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_development_key_is_the_same_after_a_restart() {
    String sealed = box.seal("hunter2", HERE);
    SecretBox restarted = new SecretBox(clock, new DevelopmentKey(new Random(2)));
    assertThat(restarted.open(sealed, HERE)).isEqualTo("hunter2");
  }

  @Test
  void a_sealed_text_shows_nothing_and_is_another_each_time() {
    String sealed = box.seal("hunter2", HERE);
    assertThat(sealed).startsWith("development:").doesNotContain("hunter2");
    assertThat(box.seal("hunter2", HERE)).isNotEqualTo(sealed);
  }

  @Test
  void a_changed_text_is_not_opened() {
    char[] sealed = box.seal("hunter2", HERE).toCharArray();
    int middle = sealed.length / 2;
    sealed[middle] = sealed[middle] == 'A' ? 'B' : 'A';
    assertThatThrownBy(() -> box.open(new String(sealed), HERE))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> box.open("development:AAAA", HERE))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_text_of_before_there_was_a_key_is_read_as_it_is() {
    assertThat(SecretBox.isSealed("whsec_AAAA+/8=")).isFalse();
    assertThat(box.open("whsec_AAAA+/8=", HERE)).isEqualTo("whsec_AAAA+/8=");
    assertThat(SecretBox.isSealed(box.seal("whsec_AAAA", HERE))).isTrue();
  }

  @Test
  void a_text_of_another_key_is_refused_by_name() {
    String sealed = box.seal("hunter2", HERE).replace("development:", "kms:");
    assertThatThrownBy(() -> box.open(sealed, HERE)).hasMessageContaining("'kms'");
    assertThat(key.decrypted).isZero();
  }

  @Test
  void the_key_is_asked_again_only_after_five_minutes() {
    String sealed = box.seal("hunter2", HERE);
    box.open(sealed, HERE);
    clock.sleep(Duration.ofMinutes(5).minusMillis(1));
    box.open(sealed, HERE);
    assertThat(key.decrypted).isEqualTo(1);
    clock.sleep(Duration.ofMillis(1));
    assertThat(box.open(sealed, HERE)).isEqualTo("hunter2");
    assertThat(key.decrypted).isEqualTo(2);
  }

  @Test
  void no_more_than_a_thousand_are_kept_open_and_the_first_opened_goes_first() {
    String first = box.seal("1", HERE);
    box.open(first, HERE);
    String second = box.seal("2", HERE);
    box.open(second, HERE);
    for (int i = 2; i <= SecretBox.OPENED_MAX; i++) {
      box.open(box.seal("more", HERE), HERE);
    }
    int asked = key.decrypted;
    box.open(second, HERE);
    assertThat(key.decrypted).isEqualTo(asked);
    box.open(first, HERE);
    assertThat(key.decrypted).isEqualTo(asked + 1);
  }

  @Test
  void a_key_that_cannot_be_reached_is_busy_and_one_that_refuses_is_a_failure() {
    String sealed = box.seal("hunter2", HERE);
    for (RuntimeException away :
        new RuntimeException[] {
          SdkClientException.create("no answer"),
          answered(400, "ThrottlingException"),
          answered(500, "KMSInternalException"),
          answered(503, "DependencyTimeoutException"),
        }) {
      key.fault = away;
      assertThatThrownBy(() -> box.open(sealed, HERE)).isInstanceOf(Retry.Busy.class);
      assertThatThrownBy(() -> box.seal("more", HERE)).isInstanceOf(Retry.Busy.class);
    }
    key.fault = answered(400, "DisabledException");
    assertThatThrownBy(() -> box.open(sealed, HERE)).isSameAs(key.fault);
    key.fault = null;
    assertThat(box.open(sealed, HERE)).as("nothing of it was kept").isEqualTo("hunter2");
  }

  @Test
  void priming_stops_no_deployment() {
    box.prime();
    key.fault = answered(400, "AccessDeniedException");
    box.prime();
    assertThat(key.decrypted).isEqualTo(2);
  }

  private static AwsServiceException answered(int status, String code) {
    return AwsServiceException.builder()
        .message(code)
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }

  private static final class CountedKey implements SecretsKey {

    private final SecretsKey key;
    private int decrypted;
    private RuntimeException fault;

    CountedKey(SecretsKey key) {
      this.key = key;
    }

    @Override
    public String name() {
      return key.name();
    }

    @Override
    public byte[] encrypt(byte[] plaintext, Map<String, String> context) {
      fail();
      return key.encrypt(plaintext, context);
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, Map<String, String> context) {
      decrypted++;
      fail();
      return key.decrypt(ciphertext, context);
    }

    private void fail() {
      if (fault != null) {
        throw fault;
      }
    }
  }

  private static final class Clock implements Time {

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void sleep(Duration span) {
      now = now.plus(span);
    }
  }
}
