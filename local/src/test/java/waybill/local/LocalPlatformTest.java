package waybill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalPlatformTest {

  @Test
  void every_kind_of_event_reaches_its_function() {
    try (SmallPlatform small = new SmallPlatform()) {
      small.note("n1", "PENDING");
      small.send("work", "w1", 0);
      small.platform.fire("BellFunction");
      small.platform.settle();
      small.platform.call("POST", "/things/7", Map.of("authorization", "Bearer me"), "");

      assertThat(small.seen.items())
          .containsExactlyInAnyOrder(
              "Scheduled Event", "n1", "w1", "door Bearer me POST /things/{id}");
    }
  }

  @Test
  void platforms_of_two_stack_names_share_engines_and_nothing_else() {
    try (SmallPlatform one = new SmallPlatform();
        SmallPlatform two = new SmallPlatform()) {
      one.note("n1", "PENDING");
      one.send("work", "w1", 0);
      two.platform.settle();
      assertThat(two.seen.items()).isEmpty();

      one.platform.settle();
      assertThat(one.seen.items()).isEqualTo(List.of("n1", "w1"));
    }
  }

  @Test
  void a_function_that_is_down_takes_nothing_until_it_is_back() {
    try (SmallPlatform small = new SmallPlatform(options -> options.down("Worker"))) {
      small.send("work", "w1", 0);
      small.platform.settle();
      assertThat(small.seen.items()).isEmpty();

      small.platform.trigger("WorkerFunction").resume();
      small.platform.settle();
      assertThat(small.seen.items()).containsExactly("w1");
    }
  }
}
