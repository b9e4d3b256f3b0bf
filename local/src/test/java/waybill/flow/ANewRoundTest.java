package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Invariant 9: a round begins once, and nothing of the one before reaches it. */
@EmbeddedOnly(EmbeddedOnly.CALLS)
class ANewRoundTest extends CallbackTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void a_new_round_has_a_log_of_its_own() {
    callbacks.receiver.fail(5, 503, Map.of());
    told();
    for (int attempt = 2; attempt <= 5; attempt++) {
      callbacks.toNextAttempt(1);
    }
    assertThat(callbacks.notification(1).path("attemptLog")).hasSize(5);
    callbacks.redeliver(1).is(202);
    JsonNode anew = callbacks.notification(1);
    assertThat(anew.path("attemptLog")).isEmpty();
    assertThat(anew.path("attempts").asInt()).isZero();
    assertThat(anew.path("lastResult").isNull()).isTrue();
    assertThat(anew.path("nextAttemptAt").isNull()).isFalse();
    assertThat(shop.rows("deliveries"))
        .filteredOn(row -> row.get("seq").s().startsWith("l#"))
        .as("what was logged is kept")
        .hasSize(5)
        .allMatch(line -> line.containsKey("expiresAt"));
    shop.settle();
    assertThat(callbacks.notification(1).path("attemptLog").findValuesAsText("result"))
        .containsExactly("acknowledged");
    shop.tick(LONG);
    assertThat(callbacks.receiver.calls()).as("no timer of the old round calls").hasSize(6);
  }

  @Test
  void a_failure_of_the_round_before_does_not_end_the_new_one() {
    callbacks.receiver.fail(1, 503, Map.of());
    askedForDuringTheCall();
    shop.tick(LONG);
    assertThat(callbacks.attempts()).containsExactly("1/50", "1/50");
    assertThat(callbacks.notification(1).path("attemptLog").findValuesAsText("result"))
        .containsExactly("acknowledged");
  }

  @Test
  void a_success_of_the_round_before_does_not_swallow_the_new_one() {
    askedForDuringTheCall();
    shop.tick(LONG);
    assertThat(callbacks.attempts()).containsExactly("1/50", "1/50");
    assertThat(callbacks.notification(1).path("attemptLog")).hasSize(1);
  }

  @Test
  void asked_for_twice_before_it_begins_it_comes_once() {
    told();
    shop.platform.trigger("RetryNotifierFunction").pause();
    assertThat(callbacks.redeliver(1).is(202).number("round")).isEqualTo(2);
    assertThat(callbacks.redeliver(1).is(202).number("round")).isEqualTo(2);
    shop.platform.trigger("RetryNotifierFunction").resume();
    shop.tick(LONG);
    assertThat(callbacks.receiver.calls()).hasSize(2);
  }

  @Test
  void asked_for_by_two_at_once_it_comes_once() {
    told();
    faults.before(
        "updateItem",
        () -> assertThat(callbacks.redeliver(1).is(202).number("round")).isEqualTo(2));
    assertThat(callbacks.redeliver(1).is(202).number("round")).isEqualTo(2);
    assertThat(faults.allHappened()).isTrue();
    shop.tick(LONG);
    assertThat(callbacks.receiver.calls()).hasSize(2);
  }

  @Test
  void a_round_that_another_began_and_ended_meanwhile_is_not_begun_a_second_time() {
    told();
    faults.before(
        "updateItem",
        () -> {
          callbacks.redeliver(1).is(202);
          shop.platform.trigger("RetryNotifierFunction").pollOnce();
        });
    assertThat(callbacks.redeliver(1).is(202).number("round")).isEqualTo(3);
    shop.tick(LONG);
    assertThat(callbacks.receiver.calls()).hasSize(3);
  }

  @Test
  void what_a_walk_has_begun_meanwhile_is_not_begun_a_second_time() {
    callbacks.change("{\"status\":\"PAUSED\"}").is(200);
    told();
    faults.before(
        "updateItem",
        () -> {
          callbacks.change("{\"status\":\"ACTIVE\"}").is(200);
          shop.platform.trigger("RetryNotifierFunction").pollOnce();
        });
    assertThat(callbacks.redeliver(1).is(202).number("round")).isEqualTo(2);
    assertThat(faults.allHappened()).isTrue();
    shop.tick(LONG);
    assertThat(callbacks.attempts()).as("it was received, and asked for").hasSize(2);
  }

  @Test
  void asked_for_with_an_answer_that_was_lost_it_comes_once() {
    told();
    faults.loseTheAnswerOf("updateItem");
    assertThat(callbacks.redeliver(1).is(202).number("round")).isEqualTo(2);
    shop.tick(LONG);
    assertThat(callbacks.receiver.calls()).hasSize(2);
  }

  @Test
  void an_attempt_of_the_round_before_that_crashed_is_logged_too() {
    callbacks.paidOrder();
    shop.platform.trigger("NotifierFunction").pause();
    shop.settle();
    faults.next("updateItem", new IllegalStateException("crash"));
    shop.platform.trigger("NotifierFunction").resume();
    shop.settle();
    assertThat(faults.allHappened()).isTrue();
    callbacks.redeliver(1).is(202);
    assertThat(shop.rows("deliveries"))
        .filteredOn(row -> row.get("seq").s().startsWith("l#"))
        .singleElement()
        .satisfies(line -> assertThat(line.get("r")).isEqualTo(AttributeValue.fromS("unknown")));
  }

  /** One notification more, called once. */
  private void told() {
    callbacks.paidOrder();
    shop.settle();
  }

  private void askedForDuringTheCall() {
    callbacks.paidOrder();
    shop.platform.trigger("NotifierFunction").pause();
    shop.settle();
    faults.before("updateItem", () -> callbacks.redeliver(1).is(202));
    shop.platform.trigger("NotifierFunction").resume();
    shop.settle();
    assertThat(faults.allHappened()).isTrue();
  }
}
