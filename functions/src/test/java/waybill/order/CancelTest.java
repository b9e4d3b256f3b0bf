package waybill.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import waybill.message.OrderStatus;

class CancelTest {

  @Test
  void only_an_open_order_can_be_cancelled_and_twice_is_no_error() {
    assertThat(Cancel.of(OrderStatus.PLACED)).isEqualTo(Cancel.CANCELLED);
    assertThat(Cancel.of(OrderStatus.CANCELLED)).isEqualTo(Cancel.ALREADY_CANCELLED);
    assertThat(Cancel.of(OrderStatus.PAID)).isEqualTo(Cancel.TOO_LATE);
    assertThat(Cancel.of(OrderStatus.REJECTED)).isEqualTo(Cancel.TOO_LATE);
    assertThat(Cancel.of(OrderStatus.REFUNDED)).isEqualTo(Cancel.TOO_LATE);
  }
}
