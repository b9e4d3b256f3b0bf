package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import waybill.local.trigger.Trigger;

/** Invariant 9. */
class AnAttemptIsFencedTest extends FlowTest {

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void a_thousand_copies_of_a_timer_make_one_call() {
    try (Callbacks callbacks = Callbacks.open()) {
      callbacks.receiver.fail(2, 503, Map.of());
      callbacks.paidOrder();
      callbacks.shop.platform.trigger("RetryNotifierFunction").pause();
      callbacks.shop.settle();
      callbacks.shop.pass(Duration.ofSeconds(3));
      String timer = takeTimer(callbacks.shop);
      for (int i = 0; i < 1000; i++) {
        callbacks.shop.send("retry", timer);
      }
      callbacks.shop.platform.trigger("RetryNotifierFunction").resume();
      callbacks.shop.settle();
      assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
    }
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void a_copy_of_a_timer_whose_attempt_was_made_is_stale_also_when_the_next_is_due() {
    try (Callbacks callbacks = Callbacks.open()) {
      callbacks.receiver.fail(2, 503, Map.of());
      callbacks.paidOrder();
      callbacks.shop.settle();
      callbacks.shop.pass(Duration.ofSeconds(3));
      assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
      callbacks.shop.platform.trigger("RetryNotifierFunction").pause();
      callbacks.shop.pass(Duration.ofSeconds(10));
      String third = takeTimer(callbacks.shop);
      callbacks.shop.platform.trigger("RetryNotifierFunction").resume();
      callbacks.shop.send("retry", third.replace("\"attempt\":3", "\"attempt\":2"));
      callbacks.shop.settle();
      assertThat(callbacks.attempts()).as("the second is not made again").hasSize(2);
      callbacks.shop.send("retry", third);
      callbacks.shop.settle();
      assertThat(callbacks.attempts()).containsExactly("1/50", "2/50", "3/50");
    }
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void a_timer_that_comes_early_waits_for_the_rest_of_its_delay() {
    try (Callbacks callbacks = Callbacks.open()) {
      callbacks.receiver.fail(1, 503, Map.of("Retry-After", "300"));
      callbacks.paidOrder();
      callbacks.shop.settle();
      callbacks.sendTimer(1, 2);
      callbacks.shop.settle();
      callbacks.shop.pass(Duration.ofSeconds(299));
      assertThat(callbacks.attempts()).hasSize(1);
      callbacks.shop.pass(Duration.ofSeconds(2));
      assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
    }
  }

  @Test
  void a_crash_after_the_claim_counts_as_an_attempt_and_the_schedule_goes_on() {
    Faults faults = new Faults();
    try (Callbacks callbacks = Callbacks.open(Shop.open(faults))) {
      callbacks.paidOrder();
      callbacks.shop.platform.trigger("NotifierFunction").pause();
      callbacks.shop.settle();
      // The call is made, and its close never comes: as if the function had died.
      faults.next("updateItem", new IllegalStateException("crash"));
      callbacks.shop.platform.trigger("NotifierFunction").resume();
      callbacks.shop.settle();
      assertThat(faults.allHappened()).isTrue();
      assertThat(callbacks.notification(1).path("status").asText()).isEqualTo("PENDING");
      callbacks.shop.tick(Duration.ofMinutes(5));
      assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
      assertThat(callbacks.notification(1).path("attemptLog").findValuesAsText("result"))
          .containsExactly("unknown", "acknowledged");
    }
  }

  @Test
  void an_attempt_that_crashed_is_logged_also_when_the_next_has_to_wait() {
    Faults faults = new Faults();
    try (Callbacks callbacks = Callbacks.open(Shop.open(faults))) {
      callbacks.paidOrder();
      callbacks.shop.platform.trigger("NotifierFunction").pause();
      callbacks.shop.settle();
      faults.next("updateItem", new IllegalStateException("crash"));
      callbacks.shop.platform.trigger("NotifierFunction").resume();
      callbacks.shop.settle();
      callbacks.change("{\"status\":\"PAUSED\"}").is(200);
      callbacks.shop.tick(Duration.ofMinutes(5));
      assertThat(results(callbacks)).containsExactly("unknown");
      callbacks.change("{\"status\":\"ACTIVE\"}").is(200);
      callbacks.shop.settle();
      assertThat(results(callbacks)).containsExactly("unknown", "acknowledged");
    }
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void of_attempts_that_crash_one_after_another_each_is_logged() {
    Faults faults = new Faults();
    try (Callbacks callbacks = Callbacks.open(Shop.open(faults))) {
      callbacks.paidOrder();
      callbacks.shop.platform.trigger("NotifierFunction").pause();
      callbacks.shop.settle();
      for (int attempt = 1; attempt <= 5; attempt++) {
        crashesInItsClose(faults);
      }
      callbacks.shop.platform.trigger("NotifierFunction").resume();
      callbacks.shop.tick(Duration.ofMinutes(20));
      assertThat(faults.allHappened()).isTrue();
      assertThat(results(callbacks))
          .containsExactly("unknown", "unknown", "unknown", "unknown", "unknown", "acknowledged");
    }
  }

  private static void crashesInItsClose(Faults faults) {
    faults.nextOf(
        "updateItem",
        request ->
            ((UpdateItemRequest) request).expressionAttributeNames().containsValue("lastResult"),
        new IllegalStateException("crash"));
  }

  private static List<String> results(Callbacks callbacks) {
    return callbacks.notification(1).path("attemptLog").findValuesAsText("result");
  }

  @Test
  void an_intake_whose_answer_was_lost_is_recognised_and_makes_its_call() {
    Faults faults = new Faults();
    try (Callbacks callbacks = Callbacks.open(Shop.open(faults))) {
      callbacks.paidOrder();
      callbacks.shop.platform.trigger("NotifierFunction").pause();
      callbacks.shop.settle();
      faults.loseTheAnswerOf("transactWriteItems");
      callbacks.shop.platform.trigger("NotifierFunction").resume();
      callbacks.shop.settle();
      assertThat(faults.allHappened()).isTrue();
      assertThat(callbacks.attempts()).containsExactly("1/50");
      assertThat(callbacks.page("").path("items")).hasSize(1);
    }
  }

  @Test
  void an_intake_whose_answer_was_lost_calls_nobody_whom_another_took_before() {
    Faults faults = new Faults();
    try (Callbacks callbacks = Callbacks.open(Shop.open(faults))) {
      Trigger notifier = callbacks.shop.platform.trigger("NotifierFunction");
      notifier.pause();
      callbacks.paidOrder();
      callbacks.shop.settle();
      String first = callbacks.shop.outbox("payment.captured").get(0).get("envelope").s();
      callbacks.paidOrder();
      callbacks.shop.settle();
      // Another notifier takes a copy of the first event before this one's batch is written.
      faults.beforeOf(
          "transactWriteItems",
          Faults::isIntake,
          () -> {
            assertThat(tell(callbacks.shop, first)).isEmpty();
            faults.loseTheAnswerOf("transactWriteItems", Faults::isIntake);
          });
      notifier.resume();
      callbacks.shop.settle();
      assertThat(faults.allHappened()).isTrue();
      assertThat(callbacks.attempts()).containsExactly("1/50", "1/50");
      assertThat(callbacks.count("DELIVERED")).isEqualTo(2);
    }
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void a_claim_whose_answer_was_lost_is_recognised_and_makes_its_call() {
    Faults faults = new Faults();
    try (Callbacks callbacks = Callbacks.open(Shop.open(faults))) {
      callbacks.receiver.fail(1, 503, Map.of());
      callbacks.paidOrder();
      callbacks.shop.settle();
      faults.loseTheAnswerOf("updateItem");
      callbacks.shop.pass(Duration.ofSeconds(3));
      assertThat(faults.allHappened()).isTrue();
      assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
      assertThat(callbacks.notification(1).path("status").asText()).isEqualTo("DELIVERED");
    }
  }

  @Test
  void a_repeated_message_makes_no_second_delivery() {
    try (Callbacks callbacks = Callbacks.open()) {
      callbacks.paidOrder();
      callbacks.shop.settle();
      String envelope = callbacks.shop.outbox("payment.captured").get(0).get("envelope").s();
      for (int i = 0; i < 20; i++) {
        callbacks.shop.send("notification", envelope);
      }
      callbacks.shop.settle();
      assertThat(callbacks.receiver.calls()).hasSize(1);
      assertThat(callbacks.page("").path("items")).hasSize(1);
    }
  }

  /** To another notifier; which of the messages it gives back. */
  private static List<Integer> tell(Shop shop, String envelope) {
    try {
      return new MessageBatch().with(envelope).givenBackBy(shop, "NotifierFunction");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String takeTimer(Shop shop) {
    String url = shop.platform.queueUrl("retry");
    Message timer = shop.platform.sqs().receiveMessage(r -> r.queueUrl(url)).messages().get(0);
    shop.platform.sqs().deleteMessage(r -> r.queueUrl(url).receiptHandle(timer.receiptHandle()));
    return timer.body();
  }
}
