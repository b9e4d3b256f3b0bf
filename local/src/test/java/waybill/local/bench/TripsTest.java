package waybill.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the figures are made of. */
class TripsTest {

  private static final int CALLS = 100;
  private static final int SLOW = 2;

  private final Phase phase = Phase.named("phase");
  private long nanos = 1;
  private final Trips trips = new Trips(() -> nanos);

  @Test
  void a_merchant_that_is_called_late_shows_in_the_figures() {
    for (int i = 0; i < CALLS; i++) {
      trips.begin("order-" + i, phase);
      trips.accepted("order-" + i);
      passes(i < SLOW ? 500 : 20);
      trips.arrived("order-" + i);
    }
    assertThat(phase.toCall().toString())
        .isEqualTo("calls=100 p50_ms=20.0 p99_ms=500.2 max_ms=500.2");
  }

  @Test
  void the_way_to_the_queue_is_not_the_notifiers() {
    trips.begin("order", phase);
    passes(30);
    trips.accepted("order");
    passes(10);
    trips.arrived("order");
    assertThat(phase.toCall().p99Ms()).isBetween(40.0, 40.1);
    assertThat(phase.inQueue().p99Ms()).isBetween(10.0, 10.1);
  }

  @Test
  void a_call_that_is_quicker_than_the_queues_answer_counts_too() {
    trips.begin("order", phase);
    passes(5);
    trips.arrived("order");
    passes(5);
    trips.accepted("order");
    assertThat(phase.toCall().p99Ms()).isBetween(5.0, 5.1);
    assertThat(phase.inQueue().count()).isEqualTo(1);
  }

  @Test
  void a_call_belongs_to_the_phase_of_its_message_and_counts_once() {
    Phase next = Phase.named("next");
    trips.begin("late", phase);
    trips.accepted("late");
    trips.begin("quick", next);
    trips.accepted("quick");
    trips.arrived("quick");
    passes(1000);
    trips.arrived("late");
    trips.arrived("late");
    assertThat(phase.toCall().count()).isEqualTo(1);
    assertThat(phase.toCall().p99Ms()).isGreaterThanOrEqualTo(1000);
    assertThat(next.toCall().count()).isEqualTo(1);
  }

  @Test
  void what_never_came_is_still_open() {
    trips.begin("lost", phase);
    trips.accepted("lost");
    assertThat(trips.open()).isEqualTo(1);
    assertThat(phase.toCall().count()).isZero();
  }

  private void passes(long ms) {
    nanos += Duration.ofMillis(ms).toNanos();
  }
}
