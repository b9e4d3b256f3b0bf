package waybill.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What makes the bench fail, and what it prints. */
class NeighbourResultTest {

  private static final double ANY_RATIO = Double.POSITIVE_INFINITY;

  @Test
  void the_line_says_what_the_neighbour_costs() {
    assertThat(result(20, 25, 0, true, 5).line())
        .isEqualTo(
            "bench neighbour alone_p99_ms=20.0 beside_p99_ms=25.0 ratio=1.25 target=1.3 calls=2"
                + " pending=2000 dead_calls_at_once_max=5");
  }

  @Test
  void a_ratio_over_the_limit_is_a_complaint() {
    assertThat(result(20, 25, 0, true, 5).complaints(1.3)).isEmpty();
    assertThat(result(20, 30, 0, true, 5).complaints(1.3)).hasSize(1);
    assertThat(result(20, 30, 0, true, 5).complaints(ANY_RATIO)).isEmpty();
  }

  @Test
  void figures_of_something_else_are_a_complaint_whatever_the_ratio() {
    assertThat(result(20, 20, 1, true, 5).complaints(ANY_RATIO)).hasSize(1);
    assertThat(result(20, 20, 0, false, 5).complaints(ANY_RATIO)).hasSize(1);
    assertThat(result(20, 20, 0, true, 6).complaints(ANY_RATIO)).hasSize(1);
  }

  @Test
  void no_calls_are_no_good_ratio() {
    Phase empty = Phase.named("empty");
    assertThat(new NeighbourResult(1, empty, empty, empty, 0, true, 0).complaints(ANY_RATIO))
        .hasSize(1);
  }

  private static NeighbourResult result(
      long aloneMs, long besideMs, int missing, boolean areAllTakenIn, int atOnceMax) {
    return new NeighbourResult(
        2000,
        phase(aloneMs),
        phase(besideMs),
        Phase.named("pending"),
        missing,
        areAllTakenIn,
        atOnceMax);
  }

  private static Phase phase(long ms) {
    Phase phase = Phase.named("phase");
    phase.toCall().add(Duration.ofMillis(ms).toNanos());
    return phase;
  }
}
