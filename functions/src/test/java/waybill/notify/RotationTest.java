package waybill.notify;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RotationTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final SigningSecret NEW = new SigningSecret("new", Optional.empty());
  private static final SigningSecret ENDLESS = new SigningSecret("endless", Optional.empty());

  @Test
  void the_one_in_force_ends_with_the_overlap() {
    assertThat(next(ofSeconds(60), ENDLESS)).containsExactly(NEW, until("endless", 60));
  }

  @Test
  void an_end_comes_nearer_and_never_further() {
    assertThat(next(ofSeconds(60), until("late", 61), until("even", 60), until("soon", 59)))
        .containsExactly(NEW, until("late", 60), until("even", 60), until("soon", 59));
  }

  @Test
  void what_has_ended_is_dropped() {
    assertThat(next(ofSeconds(60), until("just", 0), until("long", -9), until("not yet", 1)))
        .containsExactly(NEW, until("not yet", 1));
  }

  @Test
  void no_overlap_leaves_the_new_one_alone() {
    assertThat(next(Duration.ZERO, ENDLESS, until("soon", 1))).containsExactly(NEW);
  }

  @Test
  void a_secret_is_in_force_until_its_end_and_not_at_it() {
    assertThat(ENDLESS.isInForce(Instant.MAX)).isTrue();
    assertThat(until("soon", 1).isInForce(NOW)).isTrue();
    assertThat(until("now", 0).isInForce(NOW)).isFalse();
  }

  @Test
  void a_secret_is_not_in_its_text() {
    assertThat(ENDLESS.toString()).doesNotContain("endless");
  }

  private static List<SigningSecret> next(Duration overlap, SigningSecret... secrets) {
    return Rotation.next(List.of(secrets), NEW, NOW, overlap);
  }

  private static SigningSecret until(String sealed, int seconds) {
    return new SigningSecret(sealed, Optional.of(NOW.plusSeconds(seconds)));
  }
}
