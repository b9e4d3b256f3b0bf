package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.DemoKeys;

/** Many intakes of one endpoint at once do not pay for transactions that cannot succeed. */
class IntakesTakeTurnsTest extends FlowTest {

  private final Faults faults = new Faults();
  private final Callbacks callbacks = Callbacks.open(Shop.open(faults));

  @AfterEach
  void close() {
    callbacks.close();
  }

  @Test
  void an_intake_that_came_too_late_takes_a_turn_and_ends_it() {
    callbacks.paidOrder();
    faults.nextOf(
        "transactWriteItems",
        Faults::isIntake,
        Faults.cancelledFor("ConditionalCheckFailed", "None", "None"));
    callbacks.shop.settle();
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.receiver.calls()).hasSize(1);
    assertThat(sequence()).doesNotContainKeys("turnBy", "turnUntil");
    assertThat(number("turnsUntil")).isGreaterThan(now().toEpochMilli());
    assertThat(number("lastSeq")).isEqualTo(1);
  }

  @Test
  void while_there_are_turns_the_first_try_waits_for_one_too() {
    callbacks.paidOrder();
    Instant end = turnOfAnother(Duration.ofMillis(300));
    callbacks.shop.settle();
    assertThat(callbacks.receiver.calls()).hasSize(1);
    assertThat(now()).isAfterOrEqualTo(end);
    assertThat(sequence()).doesNotContainKeys("turnBy", "turnUntil");
  }

  @Test
  void turns_end_when_nobody_is_in_the_way_any_more() {
    callbacks.paidOrder();
    turnOfAnother(Duration.ofMillis(-1));
    long turns = number("turnsUntil");
    callbacks.shop.settle();
    assertThat(callbacks.receiver.calls()).hasSize(1);
    assertThat(number("turnsUntil")).isEqualTo(turns);
  }

  @Test
  void an_endpoint_that_was_deleted_meanwhile_is_told_nothing() {
    callbacks.paidOrder();
    faults.beforeOf(
        "transactWriteItems",
        Faults::isIntake,
        () ->
            callbacks
                .shop
                .call(DemoKeys.MERCHANT, "DELETE", "/endpoints/" + callbacks.endpointId, "")
                .is(204));
    callbacks.shop.settle();
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.receiver.calls()).isEmpty();
    assertThat(callbacks.shop.rows("deliveries"))
        .extracting(row -> row.get("seq").s())
        .as("all that there is is what lets its rows go")
        .containsExactly("x#");
  }

  /** Who may live or have crashed. */
  private Instant turnOfAnother(Duration rest) {
    Instant end = now().plus(rest);
    callbacks
        .shop
        .platform
        .dynamo()
        .updateItem(
            request ->
                request
                    .tableName(callbacks.shop.physical("endpoints"))
                    .key(key())
                    .updateExpression(
                        "SET turnBy = :other, turnUntil = :until, turnsUntil = :turns")
                    .expressionAttributeValues(
                        Map.of(
                            ":other", AttributeValue.fromS("trn_other"),
                            ":until", number(end),
                            ":turns", number(now().plusSeconds(5)))));
    return end;
  }

  private Instant now() {
    return callbacks.shop.time.now();
  }

  private long number(String name) {
    return Long.parseLong(sequence().get(name).n());
  }

  private static AttributeValue number(Instant at) {
    return AttributeValue.fromN(Long.toString(at.toEpochMilli()));
  }

  private Map<String, AttributeValue> sequence() {
    return callbacks
        .shop
        .platform
        .dynamo()
        .getItem(
            request ->
                request
                    .tableName(callbacks.shop.physical("endpoints"))
                    .key(key())
                    .consistentRead(true))
        .item();
  }

  private Map<String, AttributeValue> key() {
    return Map.of(
        "merchantId", AttributeValue.fromS("demo"),
        "endpointId", AttributeValue.fromS("seq#" + callbacks.endpointId));
  }
}
