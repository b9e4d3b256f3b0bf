package waybill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;
import waybill.local.DemoKeys;
import waybill.local.demo.Receiver;
import waybill.local.engine.Engines;
import waybill.platform.Json;

/**
 * A time-out kills the process, and the next event starts a new one. Waybill begins nothing that it
 * could not end in the time it is told, so a time-out needs a machine that stands still: here the
 * function is told of more time than it lives.
 */
@NeedsPackages
final class TimeOutTest {

  /** Orders are of 1 to so many. */
  private static final int QUANTITIES = 5;

  private static final int STOCKED = 100;

  private static final Duration TOLD = Duration.ofSeconds(60);
  private static final Duration LIFE = Duration.ofSeconds(8);
  private static final String TIMED_OUT = "Task timed out after 8.00 seconds";

  private static Engines engines;

  private Deployment deployment;

  @BeforeAll
  static void start() {
    engines = Engines.inMemory();
  }

  @AfterAll
  static void stop() {
    engines.close();
  }

  @BeforeEach
  void open() throws IOException {
    deployment = Deployment.on(engines);
    for (int quantity = 1; quantity <= QUANTITIES; quantity++) {
      deployment.stock("tea-" + quantity, STOCKED);
    }
  }

  @AfterEach
  void close() throws IOException {
    deployment.close();
  }

  @Test
  void a_consumer_killed_with_a_write_on_its_way_takes_stock_once() throws Exception {
    QueueMapping inventory = QueueMapping.of(deployment, "inventory");
    Emulator consumer = deployment.start("InventoryConsumerFunction", TOLD, LIFE);
    place(1);
    inventory.deliverUntilDone(consumer);
    long first = consumer.pid();
    place(2);
    place(3);
    place(4);
    place(5);
    deployment.dynamo.loseAnswers();
    List<Message> batch = inventory.receive();
    assertThat(inventory.deliver(batch, consumer).body()).isEqualTo(TIMED_OUT);
    deployment.dynamo.restore();
    assertThat(effects()).as("some were written, some never begun").isBetween(2, 4);
    assertThat(inventory.receive()).as("before the visibility time-out").isEmpty();
    deployment.time.tick(inventory.visibility());
    List<Message> again = inventory.receive();
    assertThat(again).extracting(QueueMapping::received).containsExactly("2", "2", "2", "2");
    deployment.time.tick(inventory.visibility());
    inventory.deliverUntilDone(consumer);
    assertThat(consumer.pid()).as("a new process").isNotIn(0L, first);
    assertThat(effects()).isEqualTo(5);
    for (int quantity = 1; quantity <= QUANTITIES; quantity++) {
      Map<String, AttributeValue> tea =
          deployment.item("stock", Map.of("id", "s#demo#tea-" + quantity));
      assertThat(tea.get("taken").n()).isEqualTo(Integer.toString(quantity));
      assertThat(tea.get("available").n()).isEqualTo(Integer.toString(STOCKED - quantity));
    }
    deployment.time.tick(inventory.visibility());
    assertThat(inventory.receive()).isEmpty();
  }

  @Test
  void a_notifier_killed_in_a_call_leaves_its_claim_and_nobody_calls_before_the_lease_is_over()
      throws Exception {
    try (Receiver receiver = Receiver.start();
        Line line = Line.to(receiver.url())) {
      String endpointId =
          deployment
              .call(DemoKeys.MERCHANT, "POST", "/endpoints", "{\"url\":\"" + line.url() + "\"}")
              .path("endpointId")
              .asText();
      QueueMapping notification = QueueMapping.of(deployment, "notification");
      QueueMapping retry = QueueMapping.of(deployment, "retry");
      Emulator notifier = deployment.start("NotifierFunction", TOLD, LIFE);
      Emulator retryNotifier = deployment.start("RetryNotifierFunction");
      pay();
      notification.deliverUntilDone(notifier);
      timer(endpointId, 1);
      retry.deliverUntilDone(retryNotifier);
      long first = notifier.pid();

      line.loseAnswers();
      String order = pay();
      assertThat(notification.deliver(notification.receive(), notifier).body())
          .isEqualTo(TIMED_OUT);
      assertThat(calls(receiver, order)).containsExactly("1/50");
      line.restore();

      timer(endpointId, 2);
      assertThat(retry.deliver(retry.receive(), retryNotifier).body())
          .isEqualTo(QueueMapping.ALL_DONE);
      assertThat(calls(receiver, order)).as("calls before the lease is over").hasSize(1);

      deployment.time.tick(notification.visibility());
      List<Message> again = notification.receive();
      assertThat(again).extracting(QueueMapping::received).containsExactly("2");
      deployment.time.tick(notification.visibility());
      notification.deliverUntilDone(notifier);
      assertThat(notifier.pid()).as("a new process").isNotIn(0L, first);
      assertThat(calls(receiver, order)).as("calls for a message that came again").hasSize(1);

      // On the clock of this process the lease is over now.
      deployment.platform.fire("SweeperFunction");
      deployment.platform.settle();
      assertThat(calls(receiver, order)).containsExactly("1/50", "2/50");
      assertThat(log(endpointId, 2)).containsExactly("unknown", "acknowledged");
    }
  }

  @Test
  void nothing_is_begun_that_the_time_out_would_cut_off() throws Exception {
    QueueMapping inventory = QueueMapping.of(deployment, "inventory");
    // A message may take 5 s, and takes 3 s when nothing is answered: none but the first is begun.
    Duration timeout = Duration.ofSeconds(8);
    Emulator consumer = deployment.start("InventoryConsumerFunction", timeout, timeout);
    place(1);
    inventory.deliverUntilDone(consumer);
    long first = consumer.pid();
    place(2);
    place(3);
    deployment.dynamo.loseAnswers();
    List<Message> batch = inventory.receive();
    JsonNode answer = inventory.deliver(batch, consumer).json();
    assertThat(answer.path("batchItemFailures").findValuesAsText("itemIdentifier"))
        .containsExactlyElementsOf(batch.stream().map(Message::messageId).toList());
    assertThat(effects()).isEqualTo(2);
    assertThat(consumer.pid()).as("the process").isEqualTo(first);
  }

  /**
   * An order, with its message in the queues. Each quantity is of a SKU of its own: orders of one
   * SKU would be one transaction, of which a kill cannot leave a part.
   */
  private String place(int quantity) {
    String order = deployment.place("tea-" + quantity, quantity);
    deployment.platform.stream("OutboxRelayFunction").pollOnce();
    return order;
  }

  /** An order of which its merchant is to be told. */
  private String pay() {
    String order = place(1);
    deployment.call(
        DemoKeys.ACQUIRER,
        "POST",
        "/orders/" + order + "/payments",
        "{\"paymentId\":\"pay-" + order + "\",\"amount\":150,\"currency\":\"EUR\"}");
    deployment.platform.stream("OutboxRelayFunction").pollOnce();
    return order;
  }

  private void timer(String endpointId, int seq) {
    String body =
        "{\"merchantId\":\"demo\",\"endpointId\":\"%s\",\"seq\":%d,\"round\":1,\"attempt\":2}"
            .formatted(endpointId, seq);
    String url = deployment.platform.queueUrl("retry");
    deployment.platform.sqs().sendMessage(request -> request.queueUrl(url).messageBody(body));
  }

  /** How many orders have taken stock. */
  private int effects() {
    return (int)
        deployment.rows("stock").stream().filter(row -> row.get("id").s().startsWith("o#")).count();
  }

  /** The attempts to tell of an order. */
  private static List<String> calls(Receiver receiver, String order) {
    return receiver.calls().stream()
        .filter(call -> Json.read(call.body()).path("subject").asText().equals(order))
        .map(call -> call.header("webhook-attempt"))
        .toList();
  }

  private List<String> log(String endpointId, int seq) {
    return deployment
        .call(DemoKeys.MERCHANT, "GET", "/endpoints/" + endpointId + "/notifications/" + seq, "")
        .path("attemptLog")
        .findValuesAsText("result");
  }
}
