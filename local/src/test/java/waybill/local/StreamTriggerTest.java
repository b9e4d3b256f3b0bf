package waybill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamTriggerTest {

  @Test
  void only_what_the_filter_lets_through_is_handed_over_in_batches() {
    try (SmallPlatform small = new SmallPlatform()) {
      for (int i = 0; i < 12; i++) {
        small.note("n" + i, i % 2 == 0 ? "PENDING" : "SENT");
      }
      small.note("n0", "SENT");
      small.platform.settle();

      // The batch size counts what is read, not what passes the filter.
      assertThat(small.seen.batches)
          .isEqualTo(List.of(List.of("n0", "n2", "n4", "n6"), List.of("n8", "n10")));
    }
  }

  @Test
  void the_lowest_reported_record_is_where_it_starts_again() {
    try (SmallPlatform small = new SmallPlatform()) {
      small.seen.refused.addAll(List.of("n2", "n4"));
      notes(small, 6);
      small.platform.pump();
      small.seen.refused.clear();
      small.platform.settle();

      assertThat(small.seen.batches)
          .isEqualTo(
              List.of(
                  List.of("n0", "n1", "n2", "n3", "n4", "n5"), List.of("n2", "n3", "n4", "n5")));
    }
  }

  @Test
  void a_poisonous_record_is_found_by_halving_and_ends_in_the_on_failure_queue() {
    try (SmallPlatform small = new SmallPlatform()) {
      small.seen.poison.add("n2");
      notes(small, 4);
      for (int i = 0; i < 10; i++) {
        small.platform.settle();
        small.clock.tick(Duration.ofSeconds(30));
      }

      assertThat(small.seen.batches)
          .isEqualTo(
              List.of(
                  List.of("n0", "n1", "n2", "n3"),
                  List.of("n0", "n1"),
                  List.of("n2", "n3"),
                  List.of("n2"),
                  List.of("n2"),
                  List.of("n2"),
                  List.of("n3")));
      assertThat(small.messages("lost"))
          .singleElement()
          .asString()
          .contains("RetryAttemptsExhausted", "\"batchSize\":1");
    }
  }

  @Test
  void a_retry_waits_on_the_platforms_own_clock() {
    try (SmallPlatform small = new SmallPlatform()) {
      small.seen.poison.add("n0");
      notes(small, 1);
      small.platform.settle();
      small.platform.settle();
      assertThat(small.seen.batches).hasSize(1);

      small.clock.tick(Duration.ofSeconds(1));
      small.platform.settle();
      assertThat(small.seen.batches).hasSize(2);
    }
  }

  @Test
  void a_restart_goes_on_after_what_is_done() {
    try (SmallPlatform before = new SmallPlatform()) {
      before.note("n1", "PENDING");
      before.platform.settle();
      before.note("n2", "PENDING");
      try (LocalPlatform after = LocalPlatform.start(SmallPlatform.options(before.stack))) {
        after.settle();
      }
      assertThat(before.seen.items()).containsExactly("n1", "n2");
    }
  }

  @Test
  void a_lost_record_is_never_handed_over_and_the_next_one_is() {
    try (SmallPlatform small = new SmallPlatform()) {
      small.platform.stream("CourierFunction").lose(1);
      notes(small, 3);
      small.platform.settle();

      assertThat(small.seen.items()).containsExactly("n1", "n2");
    }
  }

  private static void notes(SmallPlatform small, int count) {
    for (int i = 0; i < count; i++) {
      small.note("n" + i, "PENDING");
    }
  }
}
