package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.DemoKeys;

/** What a merchant asks for anew begins a new round, whatever became of the one before. */
@EmbeddedOnly(EmbeddedOnly.CALLS)
class ADeliveryIsSentAgainTest extends CallbackTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void after_a_delivery_the_same_event_comes_again() {
    told();
    Answer answer = callbacks.redeliver(1).is(202);
    assertThat(answer.number("seq")).isEqualTo(1);
    assertThat(answer.number("round")).isEqualTo(2);
    shop.settle();
    assertThat(callbacks.attempts()).containsExactly("1/50", "1/50");
    assertThat(callbacks.receiver.calls())
        .extracting(call -> call.header("webhook-id") + call.body())
        .containsOnly(
            callbacks.receiver.calls().get(0).header("webhook-id")
                + callbacks.receiver.calls().get(0).body());
    assertThat(callbacks.notification(1).path("status").asText()).isEqualTo("DELIVERED");
    assertThat(callbacks.notification(1).path("attemptLog")).hasSize(1);
  }

  @Test
  void after_exhaustion_there_are_fifty_attempts_again() {
    callbacks.receiver.fail(2, 503, Map.of());
    told();
    set("#status = :exhausted, attempt = :all REMOVE dueShard, dueAt, nextAttemptAt");
    shop.pass(LONG);
    assertThat(callbacks.attempts()).hasSize(1);
    callbacks.redeliver(1).is(202);
    shop.settle();
    assertThat(callbacks.attempts()).containsExactly("1/50", "1/50");
    assertThat(statusOf(1)).isEqualTo("PENDING");
    shop.tick(LONG);
    assertThat(callbacks.attempts()).containsExactly("1/50", "1/50", "2/50");
    assertThat(statusOf(1)).isEqualTo("DELIVERED");
  }

  @Test
  void after_an_acknowledgement_it_is_called_until_it_is_received() {
    callbacks.receiver.fail(2, 503, Map.of());
    told();
    callbacks.acknowledge(1);
    shop.tick(LONG);
    assertThat(callbacks.attempts()).hasSize(1);
    callbacks.redeliver(1).is(202);
    shop.tick(LONG);
    assertThat(callbacks.attempts()).containsExactly("1/50", "1/50", "2/50");
    assertThat(statusOf(1)).isEqualTo("DELIVERED");
  }

  @Test
  void a_later_acknowledgement_stops_it_again_also_one_of_the_same_number() {
    callbacks.receiver.fail(100, 503, Map.of());
    told();
    told();
    callbacks.acknowledge(2);
    callbacks.redeliver(1).is(202);
    callbacks.redeliver(2).is(202);
    shop.settle();
    assertThat(callbacks.receiver.calls()).hasSize(4);
    callbacks.acknowledge(1);
    shop.tick(LONG);
    assertThat(statusOf(1)).isEqualTo("ACKNOWLEDGED");
    assertThat(callbacks.notification(1).path("attempts").asInt()).isEqualTo(1);
    assertThat(callbacks.notification(2).path("attempts").asInt()).isGreaterThan(1);
    int calls = callbacks.receiver.calls().size();
    callbacks.acknowledge(2);
    shop.tick(LONG);
    assertThat(callbacks.receiver.calls()).hasSize(calls);
    assertThat(statusOf(2)).isEqualTo("ACKNOWLEDGED");
  }

  @Test
  void what_was_acknowledged_before_its_round_began_is_asked_for_anew() {
    told();
    shop.platform.trigger("RetryNotifierFunction").pause();
    callbacks.redeliver(1).is(202);
    callbacks.acknowledge(1);
    assertThat(callbacks.redeliver(1).is(202).number("round")).isEqualTo(3);
    shop.platform.trigger("RetryNotifierFunction").resume();
    shop.tick(LONG);
    assertThat(callbacks.receiver.calls()).hasSize(2);
  }

  @Test
  void asked_for_while_its_endpoint_is_paused_no_other_round_begins() {
    callbacks.change("{\"status\":\"PAUSED\"}").is(200);
    told();
    assertThat(callbacks.redeliver(1).is(202).number("round")).isEqualTo(1);
    shop.tick(LONG);
    assertThat(callbacks.redeliver(1).is(202).number("round")).isEqualTo(1);
    shop.tick(LONG);
    assertThat(statusOf(1)).isEqualTo("PARKED");
    callbacks.change("{\"status\":\"ACTIVE\"}").is(200);
    shop.tick(LONG);
    assertThat(callbacks.attempts()).containsExactly("1/50");
    assertThat(statusOf(1)).isEqualTo("DELIVERED");
  }

  @Test
  void a_first_timer_that_could_not_be_sent_is_sent_by_the_sweeper() {
    told();
    faults.next("sendMessageBatch", SdkClientException.create("outage"));
    callbacks.redeliver(1).is(202);
    assertThat(faults.allHappened()).isTrue();
    shop.tick(LONG);
    assertThat(callbacks.receiver.calls()).hasSize(2);
  }

  @Test
  void for_an_endpoint_that_takes_no_calls_it_is_kept() {
    told();
    callbacks.receiver.fail(1, 410, Map.of());
    told();
    callbacks.redeliver(1).is(202);
    shop.tick(LONG);
    assertThat(callbacks.receiver.calls()).hasSize(2);
    assertThat(statusOf(1)).isEqualTo("PARKED");
  }

  @Test
  void what_was_held_for_an_endpoint_that_takes_calls_again_is_called() {
    callbacks.receiver.fail(1, 410, Map.of());
    told();
    callbacks.change("{\"status\":\"ACTIVE\"}").is(200);
    callbacks.redeliver(1).is(202);
    shop.tick(LONG);
    assertThat(callbacks.attempts()).containsExactly("1/50", "1/50");
    assertThat(statusOf(1)).isEqualTo("DELIVERED");
  }

  @Test
  void what_is_not_there_is_not_sent_again() {
    told();
    callbacks.redeliver(2).is(404);
    callbacks.redeliver(0).is(404);
    redeliver("x").is(400);
    redeliver("-1").is(400);
    shop.call(DemoKeys.MERCHANT, "POST", "/endpoints/ep_no/notifications/1/redeliver", "").is(404);
    shop.call(DemoKeys.MERCHANT, "DELETE", "/endpoints/" + callbacks.endpointId, "").is(204);
    callbacks.redeliver(1).is(404);
  }

  /** One notification more, called once. */
  private void told() {
    callbacks.paidOrder();
    shop.settle();
  }

  private void set(String change) {
    shop.platform
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName(shop.physical("deliveries"))
                    .key(
                        Map.of(
                            "endpointId", AttributeValue.fromS(callbacks.endpointId),
                            "seq", AttributeValue.fromS("00000000000000000001")))
                    .updateExpression("SET " + change)
                    .expressionAttributeNames(Map.of("#status", "status"))
                    .expressionAttributeValues(
                        Map.of(
                            ":exhausted", AttributeValue.fromS("EXHAUSTED"),
                            ":all", AttributeValue.fromN("50"))));
  }

  private String statusOf(long seq) {
    return callbacks.notification(seq).path("status").asText();
  }

  private Answer redeliver(String seq) {
    return shop.call(DemoKeys.MERCHANT, "POST", callbacks.path() + "/" + seq + "/redeliver", "");
  }
}
