package waybill.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimerTest {

  @Test
  void a_timer_survives_the_journey() {
    Timer timer = new Timer("demo", "ep_1", 7_000_000_000L, 2, 50);
    assertThat(Timer.fromJson(timer.toJson())).isEqualTo(timer);
  }

  @Test
  void what_is_no_timer_says_why() {
    String good = new Timer("demo", "ep_1", 7, 2, 50).toJson();
    for (String bad :
        List.of("", "{}", good.replace("7", "\"7\""), good.replace("\"ep_1\"", "1"))) {
      assertThatThrownBy(() -> Timer.fromJson(bad)).as(bad).isInstanceOf(RuntimeException.class);
    }
  }
}
