package waybill.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerTest {

  @Test
  void the_environment_says_who_calls() {
    assertThat(
            Caller.of(
                Map.of(
                    "AWS_REGION", "eu-west-1",
                    "AWS_DEFAULT_REGION", "eu-north-1",
                    "AWS_ACCESS_KEY_ID", "111122223333",
                    "AWS_SECRET_ACCESS_KEY", "secret")))
        .isEqualTo(new Caller("eu-west-1", "111122223333", "secret"));
  }

  @Test
  void blanks_and_halves_of_credentials_count_as_none() {
    assertThat(Caller.of(Map.of("AWS_REGION", " ", "AWS_DEFAULT_REGION", "eu-north-1")))
        .isEqualTo(new Caller("eu-north-1", "local", "local"));
    assertThat(Caller.of(Map.of("AWS_ACCESS_KEY_ID", "111122223333"))).isEqualTo(Caller.LOCAL);
  }
}
