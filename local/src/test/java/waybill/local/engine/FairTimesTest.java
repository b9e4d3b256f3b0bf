package waybill.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The earlier the time, the sooner it is handed out. */
class FairTimesTest {

  private static final long NOW = 1_800_000_000_000L;

  private final FairTimes fair = new FairTimes();

  @Test
  void one_of_a_quiet_group_comes_before_the_many_of_another() {
    fair.next("loud", NOW);
    long second = fair.next("loud", NOW);
    for (int i = 0; i < 2000; i++) {
      fair.next("loud", NOW);
    }
    assertThat(fair.next("quiet", NOW + 10)).isLessThan(second);
  }

  @Test
  void a_groups_own_order_stays_and_nothing_is_put_off() {
    long before = Long.MIN_VALUE;
    for (int i = 0; i < 20_000; i++) {
      long next = fair.next("loud", NOW + i / 1000);
      assertThat(next).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(NOW + i / 1000);
      before = next;
    }
  }
}
