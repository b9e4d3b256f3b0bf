package waybill.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import waybill.localstack.LocalStack;
import waybill.localstack.NeedsImages;

/**
 * What fails, and what the queues and the schedule then do. All of it takes a minute or two of the
 * machine's time, so it is set going at once, and each test waits for its own.
 */
@Tag("localstack")
@ResourceLock(Deployment.STACK)
@NeedsImages(
    suite = "deployed",
    images = {LocalStack.IMAGE, LocalStack.LAMBDA_IMAGE})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeployedFailureTest {

  /** Orders of one SKU would be one transaction, and done in the time that one takes. */
  private static final List<String> SKUS = List.of("tea", "coffee", "mate", "milk");

  private static final String RELAY = "OutboxRelayFunction";
  private static final String INVENTORY = "InventoryConsumerFunction";
  private static final String ORDER = "OrderConsumerFunction";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As short as a queue has it; the template's 20 receives would take 20 minutes at 60 s each. */
  private static final int POISON_VISIBILITY_SECONDS = 1;

  private static final String POISON = "this is no message";

  private final Deployment deployment = Deployment.shared();
  private final Merchant patient = new Merchant(deployment);
  private final Merchant interrupted = new Merchant(deployment);

  private Dam dam;
  private String lastVersion;
  private int lastVisibilitySeconds;
  private long timeOutsBefore;
  private long takenAtTheTimeOut;
  private String keptOrder;
  private long invocationsBefore;

  /** The relay stops first and the order that is kept from it comes last, after its last poll. */
  @BeforeAll
  void set_all_going() throws Exception {
    patient.stock("tea", 10);
    deployment.lambda.pause(RELAY);
    poisonAQueue();
    lastVersion = deployment.lambda.liveVersion(INVENTORY);
    dam = new Dam(deployment.localStack.url());
    interruptAConsumer();
    keptOrder = patient.place("tea", 3);
    mendTheConsumer();
  }

  @AfterAll
  void leave_all_as_deployed() throws Exception {
    deployment.lambda.makeLive(INVENTORY, lastVersion);
    deployment.changeVisibility("order", lastVisibilitySeconds);
    deployment.lambda.resume(RELAY);
    dam.close();
  }

  private void poisonAQueue() {
    String seconds = deployment.attributes("order").get(QueueAttributeName.VISIBILITY_TIMEOUT);
    lastVisibilitySeconds = Integer.parseInt(seconds);
    deployment.changeVisibility("order", POISON_VISIBILITY_SECONDS);
    invocationsBefore = deployment.lambda.invocations(ORDER);
    deployment.send("order", POISON);
  }

  /**
   * A new version of the consumer calls DynamoDB and SQS through the dam. Its first transaction is
   * carried out and never answered, and so is nothing else: with four messages, each of which waits
   * out the SDK's own limits, it is sure to be cut off by the template's time-out.
   */
  private void interruptAConsumer() throws Exception {
    for (String sku : SKUS) {
      interrupted.stock(sku, 10);
    }
    interrupted.stock("cocoa", 1);
    String version =
        deployment.lambda.publishWith(
            INVENTORY, "ENDPOINT_URL", dam.url(LocalStack.HOST).toString());
    warmUp(version);
    deployment.lambda.pause(INVENTORY);
    deployment.lambda.makeLive(INVENTORY, version);
    timeOutsBefore = deployment.lambda.timeOuts(INVENTORY);
    dam.breakAtTheNextTransaction();
    deployment.send(
        "inventory",
        SKUS.stream()
            .map(sku -> interrupted.placedMessage("ord_interrupted_" + sku, sku, 1))
            .toArray(String[]::new));
    deployment.lambda.resume(INVENTORY);
  }

  /** Once it was cut off, and before the queue gives back what it had. */
  private void mendTheConsumer() throws Exception {
    Await.until(
        "a time-out",
        () -> deployment.lambda.timeOuts(INVENTORY),
        timeOuts -> timeOuts > timeOutsBefore,
        () -> deployment.lambda.logs(INVENTORY));
    takenAtTheTimeOut = taken();
    deployment.lambda.makeLive(INVENTORY, lastVersion);
  }

  private long taken() {
    return SKUS.stream().mapToLong(sku -> Long.parseLong(interrupted.stockOf(sku).get(1))).sum();
  }

  /** So that no cold start stands between the messages and the break. */
  private void warmUp(String version) throws Exception {
    ObjectNode event =
        (ObjectNode) JSON.readTree(Path.of("../events/3-inventory.sqs.json").toFile());
    ((ObjectNode) event.at("/Records/0"))
        .put("body", interrupted.placedMessage("ord_warm_up", "cocoa", 1));
    Await.until(
        "a warm " + INVENTORY,
        () -> deployment.lambda.invoke(INVENTORY, version, event).path("batchItemFailures").size(),
        Integer.valueOf(0)::equals,
        () -> deployment.lambda.logs(INVENTORY));
  }

  @Test
  void a_consumer_that_is_cut_off_after_its_write_takes_stock_once() throws Exception {
    assertThat(takenAtTheTimeOut).isEqualTo(1);
    Await.until(
        "a queue that has been worked off",
        () -> deployment.depth("inventory"),
        List.of(0, 0)::equals,
        () -> deployment.lambda.logs(INVENTORY));
    for (String sku : SKUS) {
      assertThat(interrupted.stockOf(sku)).containsExactly("9", "1");
    }
    assertThat(deployment.depth("inventory-dlq")).containsExactly(0, 0);
  }

  @Test
  void a_poison_message_ends_in_the_dead_letter_queue_after_its_last_receive() throws Exception {
    List<Message> dead =
        Await.until(
            "a message in the dead-letter queue",
            () ->
                deployment
                    .sqs
                    .receiveMessage(request -> request.queueUrl(deployment.queueUrl("order-dlq")))
                    .messages(),
            messages -> !messages.isEmpty(),
            () -> deployment.attributes("order") + "\n" + deployment.lambda.logs(ORDER));
    assertThat(dead).extracting(Message::body).containsExactly(POISON);
    assertThat(deployment.lambda.invocations(ORDER) - invocationsBefore)
        .isEqualTo(receivesMax("order"));
  }

  @Test
  void what_was_kept_from_the_relay_is_sent_by_the_sweeper_on_its_schedule() throws Exception {
    Map<String, AttributeValue> row =
        patient.awaitMessage(
            keptOrder, "order.placed", seen -> seen.get("status").s().equals("SENT"));
    assertThat(row.get("sentBy").s()).isEqualTo("sweeper");
    patient.awaitOrder(keptOrder, "PLACED", "RESERVED", "GRANTED");
    assertThat(patient.stockOf("tea")).containsExactly("7", "3");
  }

  private int receivesMax(String queue) throws Exception {
    String policy = deployment.attributes(queue).get(QueueAttributeName.REDRIVE_POLICY);
    return JSON.readTree(policy).get("maxReceiveCount").asInt();
  }
}
