package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import waybill.notify.call.PhaseWatch.Phase;
import waybill.platform.Time;

class PhasesTest {

  private final Clock clock = new Clock();

  @Test
  void each_phase_has_its_own_time_and_the_one_that_was_not_reached_has_none() {
    PhaseWatch watch = new PhaseWatch(clock);
    watch.begin(Phase.DNS);
    clock.pass(2);
    watch.end(Phase.DNS);
    clock.pass(100);
    watch.begin(Phase.CONNECT);
    clock.pass(14);
    watch.end(Phase.CONNECT);
    watch.begin(Phase.TLS);
    clock.pass(300);
    assertThat(watch.phases().compact()).as("the handshake hangs").isEqualTo("2/14/300/");
    assertThat(watch.phases().inFull(watch.totalMs()))
        .isEqualTo("dns 2, connect 14, tls 300, total 416 ms");
  }

  @Test
  void the_first_byte_is_the_first_and_not_the_last() {
    PhaseWatch watch = new PhaseWatch(clock);
    watch.begin(Phase.FIRST_BYTE);
    clock.pass(7);
    watch.end(Phase.FIRST_BYTE);
    clock.pass(7);
    watch.end(Phase.FIRST_BYTE);
    assertThat(watch.phases().firstByteMs()).hasValue(7);
  }

  @Test
  void the_short_text_is_read_back() {
    Phases some =
        new Phases(
            OptionalLong.of(0), OptionalLong.of(3000), OptionalLong.empty(), OptionalLong.of(9999));
    assertThat(some.compact()).isEqualTo("0/3000//9999");
    assertThat(Phases.parse(some.compact())).isEqualTo(some);
    assertThat(Phases.parse(Phases.NONE.compact())).isEqualTo(Phases.NONE);
    assertThatThrownBy(() -> Phases.parse("1/2/3")).isInstanceOf(IllegalArgumentException.class);
  }

  /** Moved by hand. */
  private static final class Clock implements Time {

    private Duration passed = Duration.ZERO;

    void pass(int ms) {
      passed = passed.plusMillis(ms);
    }

    @Override
    public Instant now() {
      return Instant.EPOCH.plus(passed);
    }

    @Override
    public long nanos() {
      return passed.toNanos();
    }

    @Override
    public void sleep(Duration span) {
      passed = passed.plus(span);
    }
  }
}
