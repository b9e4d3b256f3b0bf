package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Invariant 9: a call whose end is written down when its lease has long been over. */
class ALateCloseTest extends CallbackTest {

  @Test
  void of_a_failure_closes_nobody_elses_attempt() {
    callbacks.receiver.fail(2, 503, Map.of());
    firstCloseComesAfter(this::secondAttempt);
    assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
    var log = callbacks.notification(1).path("attemptLog");
    assertThat(log.findValuesAsText("attempt")).containsExactly("1", "2");
    assertThat(log.findValuesAsText("result")).containsExactly("refused", "refused");
  }

  @Test
  void of_a_success_ends_the_delivery() {
    firstCloseComesAfter(
        () -> {
          callbacks.receiver.fail(1, 503, Map.of());
          secondAttempt();
        });
    assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
    assertThat(callbacks.status(1)).isEqualTo("DELIVERED");
    assertThat(callbacks.notification(1).path("attemptLog").findValuesAsText("result"))
        .as("the first was taken for crashed")
        .containsExactly("acknowledged", "refused");
    shop.tick(Duration.ofMinutes(5));
    assertThat(callbacks.attempts()).as("no third").hasSize(2);
    assertThat(callbacks.status(1)).isEqualTo("DELIVERED");
  }

  @Test
  void of_a_success_ends_a_delivery_that_is_held_by_then() {
    firstCloseComesAfter(
        () -> {
          callbacks.change("{\"status\":\"PAUSED\"}").is(200);
          secondAttempt();
          assertThat(callbacks.status(1)).isEqualTo("PARKED");
        });
    assertThat(callbacks.status(1)).isEqualTo("DELIVERED");
    assertThat(shop.rows("deliveries")).noneMatch(row -> row.containsKey("held"));
    callbacks.change("{\"status\":\"ACTIVE\"}").is(200);
    shop.tick(Duration.ofMinutes(5));
    assertThat(callbacks.attempts()).containsExactly("1/50");
    assertThat(callbacks.status(1)).isEqualTo("DELIVERED");
  }

  private void firstCloseComesAfter(Runnable event) {
    callbacks.paidOrder();
    shop.platform.trigger("NotifierFunction").pause();
    shop.settle();
    faults.before("updateItem", event);
    shop.platform.trigger("NotifierFunction").resume();
    shop.platform.trigger("NotifierFunction").pollOnce();
    assertThat(faults.allHappened()).isTrue();
  }

  /** Made while the first one's close is on its way, a minute late. */
  private void secondAttempt() {
    shop.time.sleep(Duration.ofMinutes(1));
    callbacks.sendTimer(1, 2);
    shop.platform.trigger("RetryNotifierFunction").pollOnce();
  }
}
