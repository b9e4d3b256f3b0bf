package waybill.runtime;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import waybill.local.DemoKeys;
import waybill.local.demo.Receiver;
import waybill.platform.Json;
import waybill.platform.Timestamp;

/**
 * Each event of a stream, a queue or a schedule in {@code events/}: the whole answer, the rows and
 * the messages it left.
 */
@NeedsPackages
final class MessageEventsTest {

  private static final String ORDER = "ord_9hn8re8m0x65dpm1mg9y3p8477";
  private static final JsonNode ALL_DONE = Json.read(QueueMapping.ALL_DONE);
  private static final int SWEEPS_MAX = 3;

  @TestFactory
  Stream<DynamicTest> every_message_is_decoded_and_answered_as_on_lambda() throws IOException {
    return EventCase.forEach(
        file -> !file.contains(".http.") && !file.contains(".authorizer."),
        Map.ofEntries(
            entry("2-outbox-insert.stream.json", MessageEventsTest::relays),
            entry("3-inventory.sqs.json", MessageEventsTest::takesStock),
            entry("4-points.sqs.json", MessageEventsTest::grantsPoints),
            entry("5-order.sqs.json", MessageEventsTest::rejectsTheOrder),
            entry("6-notify.sqs.json", MessageEventsTest::callsTheMerchant),
            entry("7-retry.sqs.json", MessageEventsTest::callsAgain),
            entry("8-sweep.schedule.json", MessageEventsTest::sweeps)));
  }

  private static void relays(EventCase event) throws Exception {
    JsonNode image = Json.read(event.text()).at("/Records/0/dynamodb/NewImage");
    Map<String, AttributeValue> row = new HashMap<>();
    image
        .properties()
        .forEach(
            attribute ->
                row.put(
                    attribute.getKey(),
                    AttributeValue.fromS(attribute.getValue().path("S").asText())));
    put(event, "outbox", row);
    assertThat(event.answer()).isEqualTo(ALL_DONE);
    for (String queue : List.of("inventory", "points")) {
      List<Message> messages = QueueMapping.of(event.deployment(), queue).receive();
      assertThat(messages).extracting(Message::body).containsExactly(row.get("envelope").s());
      assertThat(messages.get(0).attributes())
          .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "demo");
    }
    Map<String, AttributeValue> marked = event.deployment().rows("outbox").get(0);
    assertThat(marked.get("status").s()).isEqualTo("SENT");
    assertThat(marked.get("sentBy").s()).isEqualTo("relay");
  }

  private static void takesStock(EventCase event) throws Exception {
    event.deployment().given("0-set-stock.http.json");
    event.deployment().stock("tea-200g", 5);
    assertThat(event.answer()).isEqualTo(ALL_DONE);
    assertThat(item(event, "stock", "o#" + ORDER).get("state").s()).isEqualTo("RESERVED");
    assertThat(item(event, "stock", "s#demo#mug-blue").get("available").n()).isEqualTo("98");
    assertThat(item(event, "stock", "s#demo#tea-200g").get("available").n()).isEqualTo("4");
    assertThat(event.deployment().rows("outbox")).as("nothing is to be told").isEmpty();
  }

  private static void grantsPoints(EventCase event) throws Exception {
    assertThat(event.answer()).isEqualTo(ALL_DONE);
    assertThat(item(event, "points", "o#" + ORDER).get("state").s()).isEqualTo("GRANTED");
    assertThat(item(event, "points", "c#demo#customer-1").get("balance").n()).isEqualTo("33");
  }

  private static void rejectsTheOrder(EventCase event) throws Exception {
    event.deployment().given("1-place-order.http.json");
    assertThat(event.answer()).isEqualTo(ALL_DONE);
    assertThat(event.deployment().item("orders", Map.of("orderId", ORDER)).get("status").s())
        .isEqualTo("REJECTED");
    assertThat(event.deployment().rows("outbox"))
        .extracting(row -> row.get("type").s())
        .containsExactlyInAnyOrder("order.placed", "order.rejected");
  }

  private static void callsTheMerchant(EventCase event) throws Exception {
    try (Receiver receiver = Receiver.start()) {
      register(event, receiver);
      assertThat(event.answer()).isEqualTo(ALL_DONE);
      assertThat(receiver.calls()).hasSize(1);
      Receiver.Call call = receiver.calls().get(0);
      assertThat(call.header("webhook-attempt")).isEqualTo("1/50");
      assertThat(call.header("webhook-signature")).startsWith("v1,");
      assertThat(Json.read(call.body()).path("data"))
          .isEqualTo(
              Json.read(
                  """
                  {"orderId": "ord_9hn8re8m0x65dpm1mg9y3p8477", "currency": "EUR",
                   "amount": 3399, "paymentId": "pay-0001"}"""));
      assertThat(delivery(event).get("status").s()).isEqualTo("DELIVERED");
    }
  }

  /** The file's endpoint is nobody's; of a real one the timer is taken, before nobody's is. */
  private static void callsAgain(EventCase event) throws Exception {
    assertThat(event.answer()).as("a timer of no delivery").isEqualTo(ALL_DONE);
    try (Receiver receiver = Receiver.start()) {
      String endpointId = register(event, receiver);
      receiver.fail(1, 503, Map.of());
      event.deployment().given("6-notify.sqs.json");
      Instant due = Instant.ofEpochMilli(Long.parseLong(delivery(event).get("nextAttemptAt").n()));
      Deadline.await(() -> !Instant.now().isBefore(due), "the second attempt's time");
      String timer = event.text().replaceAll("ep_[a-z0-9]+", endpointId);
      assertThat(event.answer(timer)).isEqualTo(ALL_DONE);
      assertThat(receiver.calls())
          .extracting(call -> call.header("webhook-attempt"))
          .containsExactly("1/50", "2/50");
      assertThat(delivery(event).get("status").s()).isEqualTo("DELIVERED");
    }
  }

  private static void sweeps(EventCase event) throws Exception {
    String twoMinutesAgo = Timestamp.of(Instant.now().minus(Duration.ofMinutes(2)));
    String envelope =
        Json.read(Deployment.event("3-inventory.sqs.json")).at("/Records/0/body").asText();
    put(
        event,
        "outbox",
        Map.of(
            "bucket", AttributeValue.fromS("0#" + twoMinutesAgo.substring(0, 16)),
            "messageId", AttributeValue.fromS(Json.read(envelope).path("id").asText()),
            "type", AttributeValue.fromS("order.placed"),
            "status", AttributeValue.fromS("PENDING"),
            "envelope", AttributeValue.fromS(envelope),
            "createdAt", AttributeValue.fromS(twoMinutesAgo)));
    QueueMapping points = QueueMapping.of(event.deployment(), "points");
    List<Message> messages = List.of();
    // On a busy machine a sweep may run out of time; the next one goes on from there.
    for (int sweep = 0; sweep < SWEEPS_MAX && messages.isEmpty(); sweep++) {
      assertThat(event.answer()).as("answer to a schedule").isEqualTo(NullNode.instance);
      messages = points.receive();
    }
    assertThat(messages).extracting(Message::body).containsExactly(envelope);
    assertThat(event.deployment().rows("outbox"))
        .filteredOn(row -> row.containsKey("sentBy"))
        .extracting(row -> row.get("status").s() + " by " + row.get("sentBy").s())
        .containsExactly("SENT by sweeper");
    assertThat(event.deployment().item("outbox", Map.of("bucket", "WATERMARK", "messageId", "0")))
        .isNotEmpty();
  }

  private static String register(EventCase event, Receiver receiver) {
    return event
        .deployment()
        .call(DemoKeys.MERCHANT, "POST", "/endpoints", "{\"url\":\"" + receiver.url() + "\"}")
        .path("endpointId")
        .asText();
  }

  private static Map<String, AttributeValue> delivery(EventCase event) {
    return event.deployment().rows("deliveries").stream()
        .filter(row -> row.containsKey("status"))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, AttributeValue> item(EventCase event, String table, String id) {
    return event.deployment().item(table, Map.of("id", id));
  }

  private static void put(EventCase event, String table, Map<String, AttributeValue> row) {
    String name = event.deployment().physical(table);
    event.deployment().platform.dynamo().putItem(r -> r.tableName(name).item(row));
  }
}
