package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Design budgets in what AWS bills: the emulators' times are not AWS's, their counts are. */
class BudgetTest extends FlowTest {

  private static final double ORDER_WRITE_UNITS_MAX = 14;
  private static final double CALLBACK_OF_TEN_WRITE_UNITS_MAX = 7.5;
  private static final double CALLBACK_WRITE_UNITS_MAX = 9;
  private static final double ORDER_SQS_REQUESTS_MAX = 0.7;

  @Test
  void a_happy_order_costs_at_most_14_write_units() {
    CapacityMeter meter = new CapacityMeter();
    try (Shop shop = Shop.open(options -> options.dynamo(meter::around))) {
      shop.stock("tea", 10);
      shop.settle();
      meter.reset();
      String order = shop.place("tea", 2);
      shop.settle();
      shop.order(order).is("PLACED", "RESERVED", "GRANTED");
      System.err.printf("budget order writeUnits=%.1f max=14%n", meter.writeUnits());
      assertThat(meter.writeUnits()).isBetween(1.0, ORDER_WRITE_UNITS_MAX);
      for (String table : List.of("orders", "outbox", "stock", "points")) {
        assertThat(shop.rows(table)).as(table).allMatch(row -> CapacityMeter.bytes(row) <= 1024);
      }
    }
  }

  @Test
  void ten_orders_at_once_share_their_sqs_requests() {
    CapacityMeter meter = new CapacityMeter();
    try (Shop shop = Shop.open(options -> options.sqs(meter::around))) {
      shop.stock("tea", 10);
      shop.settle();
      shop.platform.trigger("OutboxRelayFunction").pause();
      for (int i = 0; i < 10; i++) {
        shop.place("tea", 1);
      }
      meter.reset();
      shop.platform.trigger("OutboxRelayFunction").resume();
      shop.settle();
      shop.stockIs("tea", 0, 10);
      // The functions' own sends, and one receive and one delete of Lambda's for each queue.
      double requests = (meter.sqsRequests() + 2 * 2) / 10.0;
      System.err.printf("budget order sqsRequests=%.2f max=0.7%n", requests);
      assertThat(requests).isBetween(0.1, ORDER_SQS_REQUESTS_MAX);
    }
  }

  @Test
  void ten_callbacks_of_one_endpoint_share_their_intake() {
    CapacityMeter meter = new CapacityMeter();
    Shop shop = Shop.open(options -> options.dynamo(meter::around));
    try (Callbacks callbacks = Callbacks.open(shop)) {
      shop.platform.trigger("NotifierFunction").pause();
      for (int i = 0; i < 10; i++) {
        callbacks.paidOrder();
      }
      shop.settle();
      meter.reset();
      shop.platform.trigger("NotifierFunction").resume();
      shop.settle();
      assertThat(callbacks.receiver.calls()).hasSize(10);
      double units = meter.writeUnits() / 10;
      System.err.printf("budget callback of ten writeUnits=%.1f max=7.5%n", units);
      assertThat(units).isBetween(1.0, CALLBACK_OF_TEN_WRITE_UNITS_MAX);
    }
  }

  @Test
  void a_callback_delivered_at_the_first_attempt_costs_at_most_9_write_units() {
    CapacityMeter meter = new CapacityMeter();
    Shop shop = Shop.open(options -> options.dynamo(meter::around));
    try (Callbacks callbacks = Callbacks.open(shop)) {
      shop.platform.trigger("NotifierFunction").pause();
      callbacks.paidOrder();
      shop.settle();
      meter.reset();
      shop.platform.trigger("NotifierFunction").resume();
      shop.settle();
      assertThat(callbacks.receiver.calls()).hasSize(1);
      System.err.printf("budget callback writeUnits=%.1f max=9%n", meter.writeUnits());
      assertThat(meter.writeUnits()).isBetween(1.0, CALLBACK_WRITE_UNITS_MAX);
      assertThat(shop.rows("deliveries")).allMatch(row -> CapacityMeter.bytes(row) <= 1024);
    }
  }
}
