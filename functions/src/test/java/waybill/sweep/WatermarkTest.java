package waybill.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WatermarkTest {

  private static final Instant MINUTE = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void a_minute_is_settled_two_minutes_after_its_end() {
    assertThat(Watermark.isSettled(MINUTE, Instant.parse("2026-11-22T10:02:59.999Z"))).isFalse();
    assertThat(Watermark.isSettled(MINUTE, Instant.parse("2026-11-22T10:03:00Z"))).isTrue();
  }

  @Test
  void a_shard_seen_for_the_first_time_starts_an_hour_back() {
    assertThat(Watermark.first(Instant.parse("2026-11-22T11:00:30Z"))).isEqualTo(MINUTE);
  }

  @Test
  void the_slow_pass_looks_at_each_minute_an_hour_later() {
    assertThat(Watermark.slowPass(Instant.parse("2026-11-22T11:00:00Z"))).isEqualTo(MINUTE);
  }
}
