package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.DemoKeys;

/** What a merchant says it has, by a number of the sequence, is called no more. */
@EmbeddedOnly(EmbeddedOnly.CALLS)
class AcknowledgedIsNotCalledTest extends CallbackTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void no_call_begins_for_what_is_acknowledged_and_what_lies_beyond_is_called_on() {
    failed(3);
    assertThat(acknowledge(2).is(200).number("ackedSeq")).isEqualTo(2);
    shop.tick(LONG);
    assertThat(attemptsOf(1)).isEqualTo(1);
    assertThat(attemptsOf(2)).isEqualTo(1);
    assertThat(attemptsOf(3)).isEqualTo(2);
    assertThat(statusOf(1)).isEqualTo("ACKNOWLEDGED");
    assertThat(statusOf(3)).isEqualTo("DELIVERED");
    assertThat(callbacks.page("?status=undelivered").path("items")).isEmpty();
  }

  @Test
  void what_is_acknowledged_is_settled_when_its_time_comes_and_is_in_nobodys_way() {
    failed(1);
    acknowledge(1).is(200);
    shop.tick(LONG);
    Map<String, AttributeValue> row =
        shop.item(
            "deliveries",
            Map.of("endpointId", callbacks.endpointId, "seq", "00000000000000000001"));
    assertThat(row).containsEntry("status", AttributeValue.fromS("ACKNOWLEDGED"));
    assertThat(row).as("it has left the due index").doesNotContainKeys("dueShard", "dueAt");
  }

  @Test
  void an_acknowledgement_is_never_taken_back() {
    failed(3);
    acknowledge(3).is(200);
    assertThat(acknowledge(1).is(200).number("ackedSeq")).isEqualTo(3);
    assertThat(acknowledge(0).is(200).number("ackedSeq")).isEqualTo(3);
    shop.tick(LONG);
    assertThat(callbacks.receiver.calls()).hasSize(3);
  }

  @Test
  void nothing_is_acknowledged_beyond_the_last_number_and_0_is_nothing() {
    failed(2);
    acknowledge(3).is(422);
    assertThat(acknowledge(0).is(200).number("ackedSeq")).isZero();
    shop.tick(LONG);
    assertThat(callbacks.receiver.calls()).as("both called again").hasSize(4);
  }

  @Test
  void what_comes_after_an_acknowledgement_is_called() {
    failed(1);
    acknowledge(1).is(200);
    callbacks.paidOrder();
    shop.settle();
    assertThat(statusOf(2)).isEqualTo("DELIVERED");
  }

  @Test
  void an_endpoint_that_is_not_there_acknowledges_nothing() {
    failed(1);
    shop.call(DemoKeys.MERCHANT, "DELETE", "/endpoints/" + callbacks.endpointId, "").is(204);
    acknowledge(1).is(404);
    acknowledge(0).is(404);
    String path = "/endpoints/ep_unknown/acknowledge";
    shop.call(DemoKeys.MERCHANT, "POST", path, "{\"uptoSeq\":0}").is(404);
  }

  @Test
  void a_bad_number_is_named() {
    for (String body :
        new String[] {
          "{}",
          "{\"uptoSeq\":-1}",
          "{\"uptoSeq\":1.5}",
          "{\"uptoSeq\":\"1\"}",
          "{\"uptoSeq\":null}",
          "{\"uptoSeq\":9007199254740992}",
          "{\"uptoSeq\":1,\"seq\":1}",
        }) {
      Answer answer = acknowledge(body).is(400);
      assertThat(answer.json().path("errors")).as(body).hasSize(1);
    }
    acknowledge("").is(400);
    acknowledge("[]").is(400);
  }

  @Test
  void a_call_that_is_under_way_may_arrive_and_its_failure_brings_no_other() {
    callbacks.receiver.fail(1, 503, Map.of());
    callbacks.paidOrder();
    shop.platform.trigger("NotifierFunction").pause();
    shop.settle();
    // The call is made, and the merchant acknowledges before its failure is written down.
    faults.before("updateItem", () -> acknowledge(1).is(200));
    shop.platform.trigger("NotifierFunction").resume();
    shop.settle();
    assertThat(faults.allHappened()).isTrue();
    shop.tick(LONG);
    assertThat(callbacks.attempts()).containsExactly("1/50");
    assertThat(statusOf(1)).isEqualTo("ACKNOWLEDGED");
  }

  @Test
  void of_two_acknowledgements_at_once_both_count() {
    failed(2);
    faults.before("updateItem", () -> acknowledge(2).is(200));
    assertThat(acknowledge(1).is(200).number("ackedSeq")).isEqualTo(2);
    assertThat(faults.allHappened()).isTrue();
    shop.tick(LONG);
    assertThat(callbacks.receiver.calls()).hasSize(2);
  }

  @Test
  void an_acknowledgement_whose_answer_was_lost_stands() {
    failed(1);
    faults.loseTheAnswerOf("updateItem");
    assertThat(acknowledge(1).is(200).number("ackedSeq")).isEqualTo(1);
    shop.tick(LONG);
    assertThat(callbacks.receiver.calls()).hasSize(1);
  }

  @Test
  void an_endpoint_that_is_deleted_meanwhile_acknowledges_nothing() {
    failed(1);
    String path = "/endpoints/" + callbacks.endpointId;
    faults.before("updateItem", () -> shop.call(DemoKeys.MERCHANT, "DELETE", path, "").is(204));
    acknowledge(1).is(404);
  }

  @Test
  void how_far_an_older_sequence_was_acknowledged_counts() {
    failed(2);
    shop.platform
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName(shop.physical("endpoints"))
                    .key(
                        Map.of(
                            "merchantId", AttributeValue.fromS("demo"),
                            "endpointId", AttributeValue.fromS("seq#" + callbacks.endpointId)))
                    .updateExpression("SET ackedSeq = :one")
                    .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
    shop.tick(LONG);
    assertThat(attemptsOf(1)).isEqualTo(1);
    assertThat(attemptsOf(2)).isEqualTo(2);
  }

  /** So many notifications, each called once without success. */
  private void failed(int notifications) {
    callbacks.receiver.fail(notifications, 503, Map.of());
    for (int i = 0; i < notifications; i++) {
      callbacks.paidOrder();
    }
    shop.settle();
    assertThat(callbacks.receiver.calls()).hasSize(notifications);
  }

  private int attemptsOf(long seq) {
    return callbacks.notification(seq).path("attempts").asInt();
  }

  private String statusOf(long seq) {
    return callbacks.notification(seq).path("status").asText();
  }

  private Answer acknowledge(long upto) {
    return acknowledge("{\"uptoSeq\":" + upto + "}");
  }

  private Answer acknowledge(String body) {
    String path = "/endpoints/" + callbacks.endpointId + "/acknowledge";
    return shop.call(DemoKeys.MERCHANT, "POST", path, body);
  }
}
