package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What holds deliveries and brings them back, when DynamoDB did it and nobody heard so. */
class ALostAnswerHoldsNothingBackTest extends CallbackTest {

  private static final String PAUSE = "{\"status\":\"PAUSED\"}";
  private static final String ENABLE = "{\"status\":\"ACTIVE\"}";

  @Test
  void of_a_claim_that_a_walk_made() {
    callbacks.change(PAUSE).is(200);
    tell(5);
    callbacks.change(ENABLE).is(200);
    faults.loseTheAnswerOf("updateItem");
    shop.settle();
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.attempts()).hasSize(5).containsOnly("1/50");
    assertThat(callbacks.count("DELIVERED")).isEqualTo(5);
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void of_the_holding_of_a_delivery_whose_endpoint_is_paused() {
    callbacks.receiver.fail(1, 503, Map.of());
    tell(1);
    callbacks.change(PAUSE).is(200);
    faults.loseTheAnswerOf("transactWriteItems");
    shop.pass(Duration.ofSeconds(3));
    assertThat(faults.allHappened()).isTrue();
    assertThat(timersInFlight()).as("it is known to be held").isZero();
    callbacks.change(ENABLE).is(200);
    shop.settle();
    assertThat(callbacks.attempts()).containsExactly("1/50", "2/50");
    assertThat(callbacks.count("DELIVERED")).isEqualTo(1);
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void of_the_holding_of_a_delivery_whose_endpoint_is_left_alone() {
    callbacks.receiver.fail(1_000_000, 503, Map.of());
    tell(10);
    faults.loseTheAnswerOf("transactWriteItems", ALostAnswerHoldsNothingBackTest::holds);
    shop.pass(Duration.ofSeconds(3));
    assertThat(faults.allHappened()).isTrue();
    callbacks.receiver.fail(0, 200, Map.of());
    shop.tick(Duration.ofMinutes(6));
    assertThat(callbacks.count("DELIVERED")).isEqualTo(10);
    assertThat(callbacks.receiver.calls()).as("one again for each").hasSize(20);
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void of_the_holding_of_a_delivery_whose_turn_is_in_a_second() {
    callbacks.change("{\"rateLimit\":1}").is(200);
    callbacks.receiver.fail(1, 503, Map.of());
    tell(1);
    shop.platform.trigger("RetryNotifierFunction").pause();
    shop.pass(Duration.ofSeconds(3));
    tell(1);
    faults.loseTheAnswerOf("transactWriteItems", ALostAnswerHoldsNothingBackTest::holds);
    shop.platform.trigger("RetryNotifierFunction").resume();
    shop.settle();
    shop.pass(Duration.ofSeconds(1));
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.attempts()).as("without a sweep").containsExactly("1/50", "1/50", "2/50");
  }

  @Test
  void of_the_holding_of_a_delivery_whose_attempt_before_crashed() {
    shop.platform.trigger("NotifierFunction").pause();
    tell(1);
    faults.next("updateItem", new IllegalStateException("crash"));
    shop.platform.trigger("NotifierFunction").resume();
    shop.settle();
    callbacks.change(PAUSE).is(200);
    faults.loseTheAnswerOf("transactWriteItems", ALostAnswerHoldsNothingBackTest::holds);
    shop.tick(Duration.ofMinutes(5));
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.notification(1).path("attemptLog").findValuesAsText("result"))
        .containsExactly("unknown");
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void of_an_intake_that_holds_what_is_over_the_limit() {
    callbacks.change("{\"rateLimit\":1}").is(200);
    shop.platform.trigger("NotifierFunction").pause();
    tell(3);
    faults.loseTheAnswerOf("transactWriteItems", Faults::isIntake);
    shop.platform.trigger("NotifierFunction").resume();
    for (int second = 0; second < 3; second++) {
      shop.settle();
      shop.pass(Duration.ofSeconds(1));
    }
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.attempts()).as("without a sweep").containsExactly("1/50", "1/50", "1/50");
  }

  @Test
  void of_the_putting_off_of_calls_that_were_not_made() {
    callbacks.receiver.fail(10, 410, Map.of());
    shop.platform.trigger("NotifierFunction").pause();
    tell(10);
    faults.loseTheAnswerOf("transactWriteItems", ALostAnswerHoldsNothingBackTest::holds);
    shop.platform.trigger("NotifierFunction").resume();
    shop.settle();
    assertThat(faults.allHappened()).isTrue();
    int gone = callbacks.receiver.calls().size();
    callbacks.receiver.fail(0, 200, Map.of());
    callbacks.change(ENABLE).is(200);
    shop.tick(Duration.ofMinutes(5));
    assertThat(callbacks.count("DELIVERED")).isEqualTo(10);
    assertThat(callbacks.receiver.calls()).hasSize(gone + 10);
    assertThat(callbacks.attempts()).filteredOn("1/50"::equals).hasSize(10);
  }

  @Test
  void of_enabling_an_endpoint() {
    callbacks.change(PAUSE).is(200);
    tell(3);
    faults.loseTheAnswerOf("transactWriteItems");
    callbacks.change(ENABLE).is(200);
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.status()).isEqualTo("ACTIVE");
    shop.settle();
    assertThat(callbacks.attempts()).as("without a sweep").containsExactly("1/50", "1/50", "1/50");
    assertThat(callbacks.count("DELIVERED")).isEqualTo(3);
  }

  @Test
  void of_pausing_an_endpoint() {
    faults.loseTheAnswerOf("transactWriteItems");
    callbacks.change(PAUSE).is(200);
    assertThat(faults.allHappened()).isTrue();
    tell(3);
    shop.tick(Duration.ofMinutes(5));
    assertThat(callbacks.attempts()).isEmpty();
    callbacks.change(ENABLE).is(200);
    shop.settle();
    assertThat(callbacks.attempts()).containsExactly("1/50", "1/50", "1/50");
  }

  private void tell(int events) {
    for (int i = 0; i < events; i++) {
      callbacks.paidOrder();
    }
    shop.settle();
  }

  /** Of those that failed: they are given out again. */
  private int timersInFlight() {
    return Integer.parseInt(
        shop.platform
            .sqs()
            .getQueueAttributes(
                r ->
                    r.queueUrl(shop.platform.queueUrl("retry"))
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  private static boolean holds(Object request) {
    return ((TransactWriteItemsRequest) request)
        .transactItems().stream()
            .filter(item -> item.update() != null)
            .anyMatch(item -> item.update().expressionAttributeNames().containsValue("held"));
  }
}
