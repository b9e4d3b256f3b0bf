package waybill.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AcksTest {

  private static final int HISTORIES = 400;
  private static final int STEPS_MAX = 40;

  @Test
  void nothing_is_acknowledged_before_the_first() {
    assertThat(Acks.NONE.cover(1, 0)).isFalse();
    assertThat(Acks.NONE.upto()).isZero();
  }

  @Test
  void one_covers_everything_up_to_its_number() {
    Acks acks = Acks.NONE.and(5);
    assertThat(acks.cover(5, 0)).isTrue();
    assertThat(acks.cover(6, 0)).isFalse();
  }

  @Test
  void what_is_asked_for_anew_is_acknowledged_by_a_later_one_only_also_a_lower_one() {
    Acks acks = Acks.NONE.and(9);
    long ackN = acks.count();
    assertThat(acks.cover(3, ackN)).isFalse();
    assertThat(acks.and(2).cover(3, ackN)).isFalse();
    assertThat(acks.and(2).and(4).cover(3, ackN)).isTrue();
    assertThat(acks.and(2).and(4).upto()).isEqualTo(9);
  }

  @Test
  void of_any_history_the_same_is_acknowledged_as_by_the_whole_of_it() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      // Few numbers: never more acknowledgements at once than are kept.
      compare(new Random(seed), Acks.KEPT_MAX, true);
    }
  }

  @Test
  void when_too_many_would_be_kept_nothing_acknowledged_is_called() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      compare(new Random(seed), 4 * Acks.KEPT_MAX, false);
    }
  }

  @Test
  void what_was_asked_for_between_the_two_that_become_one_is_the_price() {
    Acks acks = Acks.NONE.and(100);
    long ackN = acks.count();
    for (int upto = 90; upto > 90 - Acks.KEPT_MAX; upto--) {
      acks = acks.and(upto);
    }
    assertThat(acks.cover(95, ackN)).as("the second went to 90 only").isTrue();
    assertThat(acks.cover(95, ackN + 1)).isFalse();
  }

  @Test
  void however_many_there_are_few_are_kept() {
    Acks acks = Acks.NONE;
    for (int upto = 1000; upto > 0; upto--) {
      acks = acks.and(upto);
    }
    assertThat(acks.kept()).hasSize(Acks.KEPT_MAX);
    assertThat(acks.count()).isEqualTo(1000);
    assertThat(acks.upto()).isEqualTo(1000);
  }

  /**
   * Beside every acknowledgement that ever was, with the deliveries it was not yet too late for.
   */
  private static void compare(Random random, int seqMax, boolean exact) {
    Acks acks = Acks.NONE;
    List<Integer> all = new ArrayList<>();
    Map<Integer, Integer> askedForAt = new HashMap<>();
    for (int step = random.nextInt(STEPS_MAX); step >= 0; step--) {
      // Only ever lower ones are never outdone: these become too many.
      int seq =
          exact ? 1 + random.nextInt(seqMax) : Math.max(1, seqMax - all.size() - random.nextInt(2));
      if (random.nextInt(3) == 0) {
        askedForAt.put(seq, all.size());
      } else {
        all.add(seq);
        acks = acks.and(seq);
      }
      for (int each = 1; each <= seqMax; each++) {
        int from = askedForAt.getOrDefault(each, 0);
        int number = each;
        boolean wanted = all.subList(from, all.size()).stream().anyMatch(upto -> upto >= number);
        boolean covered = acks.cover(each, from);
        assertThat(covered)
            .as("%s of %s, asked for %s", each, all, askedForAt)
            .isIn(wanted, !exact || wanted);
      }
      assertThat(acks.kept()).hasSizeLessThanOrEqualTo(Acks.KEPT_MAX);
    }
  }
}
