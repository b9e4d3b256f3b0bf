package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.DemoKeys;
import waybill.local.audit.Audit;
import waybill.local.audit.Finding;
import waybill.local.audit.Report;
import waybill.local.desk.StackAccess;
import waybill.platform.Time;

/** What only looks like drift is none. */
class AuditBelievesWhatIsSoundTest extends FlowTest {

  private final Audited audited = new Audited();
  private final Shop shop = audited.shop;

  @AfterEach
  void close() {
    audited.close();
  }

  @Test
  void nothing_has_drifted_after_orders_of_every_kind() {
    shop.pass(Duration.ofSeconds(1));
    shop.cancel(shop.place("tea", 1)).is(200);
    String rejected = shop.place("nothing", 1);
    audited.callbacks.paidOrder();
    String refunded = shop.place("nothing", 2);
    shop.pay(refunded, "pay-r", 300).is(201);
    shop.settle();
    shop.pay(rejected, "pay-late", 150).is(201);
    shop.pass(Audited.LONG);
    Report report = audited.report();
    assertThat(report.checks()).allSatisfy(check -> assertThat(check.examples()).isEmpty());
    assertThat(report.drift()).isZero();
    assertThat(report.unsettled()).isZero();
    assertThat(report.checks())
        .filteredOn(check -> check.checked() == 0)
        .extracting(Finding::name)
        .containsExactly("pending-too-long");
  }

  @Test
  void an_order_older_than_its_message_is_kept_is_no_drift() {
    String order = audited.settledOrder();
    audited.delete("outbox", Audited.keyOf(audited.message("order.placed", order)));
    shop.time.sleep(Duration.ofDays(21));
    assertThat(audited.report().drift()).isZero();
  }

  @Test
  void an_endpoint_that_asked_for_a_type_later_has_missed_nothing() {
    String path = "/endpoints/" + audited.callbacks.endpointId;
    String body = "{\"eventTypes\":[\"order.cancelled\"]}";
    shop.call(DemoKeys.MERCHANT, "PATCH", path, body).is(200);
    shop.pass(Duration.ofSeconds(1));
    audited.callbacks.paidOrder();
    shop.settle();
    shop.pass(Audited.LONG);
    shop.call(DemoKeys.MERCHANT, "PATCH", path, "{\"eventTypes\":null}").is(200);
    assertThat(audited.report().drift()).isZero();
  }

  @Test
  void a_shortage_whose_order_was_cancelled_first_is_no_drift() {
    shop.platform.trigger("OrderConsumerFunction").pause();
    String order = shop.place("nothing", 1);
    shop.settle();
    shop.cancel(order).is(200);
    shop.platform.trigger("OrderConsumerFunction").resume();
    shop.pass(Audited.LONG);
    shop.order(order).is("CANCELLED", "REJECTED", "REVERSED");
    assertThat(audited.report().drift()).isZero();
  }

  @Test
  void a_counter_that_changes_at_every_look_is_unsettled_and_no_drift() {
    audited.settledOrder();
    audited.set("stock", Map.of("id", "s#demo#tea"), "taken", AttributeValue.fromN("7"));
    Report report =
        Audit.run(
            StackAccess.of(
                    shop.platform.template().stackName(),
                    new Traffic(shop),
                    shop.platform.dynamo(),
                    shop.platform.sqs())
                .platform(),
            line -> {});
    assertThat(Audited.names(report)).isEmpty();
    assertThat(report.unsettled()).isEqualTo(1);
  }

  /** While the audit pauses, an order comes in. */
  private record Traffic(Shop shop) implements Time {

    @Override
    public Instant now() {
      return shop.time.now();
    }

    @Override
    public long nanos() {
      return shop.time.nanos();
    }

    @Override
    public void sleep(Duration span) {
      shop.place("tea", 1);
      shop.pass(span);
    }
  }

  @Test
  void a_notification_of_an_endpoint_that_was_deleted_since_is_no_drift() {
    shop.pass(Duration.ofSeconds(1));
    shop.platform.trigger("NotifierFunction").pause();
    audited.callbacks.paidOrder();
    shop.settle();
    audited.purge("notification");
    shop.call(DemoKeys.MERCHANT, "DELETE", "/endpoints/" + audited.callbacks.endpointId, "")
        .is(204);
    shop.pass(Audited.LONG);
    assertThat(audited.report().drift()).isZero();
  }
}
