package waybill.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdsTest {

  @Test
  void the_same_parts_always_give_the_same_id() {
    assertThat(Ids.derived("ord_", "demo", "key-1"))
        .isEqualTo(Ids.derived("ord_", "demo", "key-1"))
        .matches("ord_[0-9a-hjkmnp-tv-z]{26}");
  }

  @Test
  void parts_do_not_run_into_each_other() {
    assertThat(Ids.derived("ord_", "demo", "1key"))
        .isNotEqualTo(Ids.derived("ord_", "demo1", "key"));
  }

  @Test
  void a_seeded_generator_gives_the_same_ids_and_never_one_twice() {
    Ids ids = new Ids(new Random(7));
    Ids again = new Ids(new Random(7));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String id = ids.next("msg_");
      assertThat(id).isEqualTo(again.next("msg_"));
      assertThat(seen.add(id)).isTrue();
    }
  }

  @Test
  void ids_spread_evenly_over_the_shards() {
    Ids ids = new Ids(new Random(7));
    int[] counts = new int[8];
    for (int i = 0; i < 8_000; i++) {
      counts[Ids.shard(ids.next("msg_"), counts.length)]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(850, 1150);
    }
  }
}
