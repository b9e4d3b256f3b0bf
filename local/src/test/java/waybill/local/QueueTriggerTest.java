package waybill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueueTriggerTest {

  private static final Duration VISIBILITY = Duration.ofSeconds(12);

  @Test
  void only_the_failed_message_of_a_batch_comes_again_after_its_visibility() {
    try (SmallPlatform small = new SmallPlatform()) {
      small.seen.refused.add("b");
      small.send("work", "a", 0);
      small.send("work", "b", 0);
      small.platform.settle();
      assertThat(small.seen.items()).containsExactlyInAnyOrder("a", "b");

      small.seen.refused.clear();
      small.clock.tick(VISIBILITY.minusSeconds(1));
      small.platform.settle();
      assertThat(small.seen.items()).hasSize(2);

      small.clock.tick(Duration.ofSeconds(2));
      small.platform.settle();
      assertThat(small.seen.items()).hasSize(3).last().isEqualTo("b");

      small.clock.tick(VISIBILITY.plusSeconds(1));
      small.platform.settle();
      assertThat(small.seen.items()).hasSize(3);
    }
  }

  @Test
  void a_function_error_brings_the_whole_batch_again() {
    try (SmallPlatform small = new SmallPlatform()) {
      small.seen.poison.add("b");
      small.send("work", "a", 0);
      small.send("work", "b", 0);
      small.platform.settle();
      small.seen.poison.clear();
      small.clock.tick(VISIBILITY.plusSeconds(1));
      small.platform.settle();

      assertThat(small.seen.items()).containsExactlyInAnyOrder("a", "b", "a", "b");
    }
  }

  @Test
  void a_message_that_failed_as_often_as_the_redrive_policy_says_is_in_the_dead_letter_queue() {
    try (SmallPlatform small = new SmallPlatform()) {
      small.seen.refused.add("a");
      small.send("work", "a", 0);
      for (int i = 0; i < 5; i++) {
        small.platform.settle();
        small.clock.tick(VISIBILITY.plusSeconds(1));
      }

      assertThat(small.seen.items()).containsExactly("a", "a", "a");
      assertThat(small.messages("work-dlq")).containsExactly("a");
    }
  }

  @Test
  void a_delay_passes_on_the_tests_clock() {
    try (SmallPlatform small = new SmallPlatform()) {
      small.clock.tick(Duration.ofDays(3));
      small.send("work", "later", 900);
      small.send("work", "now", 0);
      small.platform.settle();
      assertThat(small.seen.items()).containsExactly("now");

      small.clock.tick(Duration.ofSeconds(899));
      small.platform.settle();
      assertThat(small.seen.items()).containsExactly("now");

      small.clock.tick(Duration.ofSeconds(1));
      small.platform.settle();
      assertThat(small.seen.items()).containsExactly("now", "later");
    }
  }
}
