package waybill.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class DeliveryStatusTest {

  @Test
  void undelivered_is_all_that_the_merchant_may_not_have() {
    assertThat(DeliveryStatus.filter("undelivered"))
        .contains(
            EnumSet.of(DeliveryStatus.PENDING, DeliveryStatus.EXHAUSTED, DeliveryStatus.PARKED));
  }

  @Test
  void a_status_filters_itself_and_anything_else_is_no_filter() {
    assertThat(DeliveryStatus.filter("EXHAUSTED")).contains(EnumSet.of(DeliveryStatus.EXHAUSTED));
    assertThat(DeliveryStatus.filter("exhausted")).isEmpty();
    assertThat(DeliveryStatus.filter("")).isEmpty();
  }
}
