package waybill.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import waybill.message.OrderCancelled;
import waybill.message.OrderPlaced;
import waybill.message.OrderRejected;
import waybill.message.PaymentCaptured;
import waybill.message.PaymentRefunded;
import waybill.message.StockRejected;
import waybill.message.TestRequested;
import waybill.platform.Queue;

class RoutesTest {

  @Test
  void every_message_goes_where_the_design_says() {
    assertThat(Routes.of(new OrderPlaced("o", "c", "EUR", 1, List.of())))
        .containsExactly(Queue.INVENTORY, Queue.POINTS);
    assertThat(Routes.of(new StockRejected("o", "r"))).containsExactly(Queue.ORDER);
    assertThat(Routes.of(new OrderRejected("o", "c", "EUR", 1, "r")))
        .containsExactly(Queue.POINTS, Queue.NOTIFICATION);
    assertThat(Routes.of(new OrderCancelled("o", "c", "EUR", 1)))
        .containsExactly(Queue.INVENTORY, Queue.POINTS, Queue.NOTIFICATION);
    assertThat(Routes.of(new PaymentCaptured("o", "EUR", 1, "p")))
        .containsExactly(Queue.NOTIFICATION);
    assertThat(Routes.of(new PaymentRefunded("o", "c", "EUR", 1, "p", "r")))
        .containsExactly(Queue.POINTS, Queue.NOTIFICATION);
    assertThat(Routes.of(new TestRequested("ep_1"))).containsExactly(Queue.NOTIFICATION);
  }
}
