package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import waybill.outbox.OutboxDesk;

/** Invariant 8. */
class DynamoDbIsTheTruthTest extends FlowTest {

  @Test
  void a_retry_queue_that_is_purged_loses_no_callback() {
    try (Callbacks callbacks = Callbacks.open()) {
      callbacks.receiver.fail(5, 503, Map.of());
      for (int i = 0; i < 5; i++) {
        callbacks.paidOrder();
      }
      callbacks.shop.settle();
      assertThat(callbacks.receiver.calls()).hasSize(5);
      callbacks
          .shop
          .platform
          .sqs()
          .purgeQueue(r -> r.queueUrl(callbacks.shop.platform.queueUrl("retry")));
      callbacks.shop.pass(Duration.ofSeconds(90));
      assertThat(callbacks.receiver.calls()).as("nothing calls by itself").hasSize(5);
      callbacks.shop.tick(Duration.ofMinutes(3));
      assertThat(callbacks.receiver.calls()).hasSize(10);
      assertThat(callbacks.page("?status=DELIVERED").path("items")).hasSize(5);
    }
  }

  @Test
  void a_timer_that_could_not_be_sent_is_sent_by_the_sweeper() {
    Faults faults = new Faults();
    try (Callbacks callbacks = Callbacks.open(Shop.open(faults))) {
      callbacks.receiver.fail(1, 503, Map.of());
      callbacks.paidOrder();
      callbacks.shop.platform.trigger("NotifierFunction").pause();
      callbacks.shop.settle();
      faults.next("sendMessageBatch", SdkClientException.create("outage"));
      callbacks.shop.platform.trigger("NotifierFunction").resume();
      callbacks.shop.settle();
      assertThat(faults.allHappened()).isTrue();
      callbacks.shop.tick(Duration.ofMinutes(4));
      assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
    }
  }

  @Test
  void the_sweeper_does_not_send_the_same_timer_each_minute() {
    CapacityMeter meter = new CapacityMeter();
    Shop shop = Shop.open(options -> options.sqs(meter::around));
    try (Callbacks callbacks = Callbacks.open(shop)) {
      callbacks.receiver.fail(1, 503, Map.of());
      callbacks.paidOrder();
      shop.settle();
      // Nobody takes timers, so the delivery stays overdue.
      shop.platform.trigger("RetryNotifierFunction").pause();
      meter.reset();
      shop.tick(Duration.ofMinutes(40));
      assertThat(meter.sqsRequests())
          .as("timers in 40 minutes: after 2, 4, 8, 15, 30 or so")
          .isBetween(3L, 7L);
      shop.platform.trigger("RetryNotifierFunction").resume();
      shop.settle();
      assertThat(callbacks.attempts()).as("all these timers make one call").hasSize(2);
    }
  }

  @Test
  void what_a_purge_took_before_intake_is_found_by_the_audit_and_comes_back_by_resend() {
    try (Audited audited = new Audited()) {
      Shop shop = audited.shop;
      shop.pass(Duration.ofSeconds(1));
      shop.platform.trigger("NotifierFunction").pause();
      audited.callbacks.paidOrder();
      shop.settle();
      audited.purge("notification");
      shop.platform.trigger("NotifierFunction").resume();
      shop.pass(Audited.LONG);
      assertThat(audited.report().drift()).isEqualTo(1);
      OutboxDesk desk = new OutboxDesk(Desk.of(shop).platform());
      String messageId = shop.outbox("payment.captured").get(0).get("messageId").s();
      assertThat(desk.resend(desk.find(messageId).orElseThrow())).isTrue();
      shop.settle();
      shop.pass(Audited.LONG);
      assertThat(audited.callbacks.attempts()).containsExactly("1/50");
      assertThat(audited.report().drift()).isZero();
    }
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.CALLS)
  void a_backlog_that_waits_for_its_server_sends_no_timers() {
    CapacityMeter meter = new CapacityMeter();
    Shop shop = Shop.open(options -> Shards.are(1, options).sqs(meter::around));
    try (Callbacks callbacks = Callbacks.open(shop)) {
      callbacks.receiver.fail(1_000_000, 503, Map.of());
      for (int i = 0; i < 60; i++) {
        callbacks.paidOrder();
      }
      shop.tick(Duration.ofMinutes(2));
      meter.reset();
      shop.tick(Duration.ofMinutes(20));
      assertThat(meter.sqsRequests())
          .as("of sixty deliveries in twenty minutes: two for each probe, and the endpoint's own")
          .isLessThan(200);
      assertThat(callbacks.count("PENDING")).isEqualTo(60);
    }
  }
}
