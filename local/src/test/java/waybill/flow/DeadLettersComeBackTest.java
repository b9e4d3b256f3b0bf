package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import waybill.local.desk.DeadLetterQueue;
import waybill.local.desk.DeadLetters;
import waybill.local.desk.Redrive;
import waybill.local.desk.StackAccess;
import waybill.local.engine.ClientProxy;

/** Dead letters are shown without being taken, and come back without being lost. */
class DeadLettersComeBackTest extends FlowTest {

  private static final int FAST = 1000;
  private static final int ALL = 1000;

  private final Faults faults = new Faults();
  private final Shop shop = Shop.open();
  private final StackAccess stack = Desk.of(shop);
  private final DeadLetterQueue inventory = DeadLetterQueue.of(stack.platform().settings()).get(0);

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void what_died_comes_back_and_acts_once() {
    String order = deadOrder();
    Redrive.Moved moved = new Redrive(stack, FAST, ALL).run(inventory, so -> {});
    assertThat(moved).isEqualTo(new Redrive.Moved(1, 0));
    assertThat(look().depth()).isZero();
    shop.settle();
    shop.order(order).is("PLACED", "RESERVED", "GRANTED");
    shop.stockIs("tea", 9, 1);
  }

  @Test
  void a_look_names_the_messages_and_leaves_them_where_they_are() {
    String order = deadOrder();
    for (int i = 0; i < 2; i++) {
      DeadLetters.Look look = look();
      assertThat(look.depth()).isEqualTo(1);
      assertThat(look.some())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.type()).isEqualTo("order.placed");
                assertThat(letter.about()).isEqualTo(order);
                assertThat(letter.messageId())
                    .isEqualTo(shop.outbox("order.placed").get(0).get("messageId").s());
              });
      assertThat(look.oldest()).isPresent();
    }
  }

  @Test
  void what_cannot_be_read_is_shown_too() {
    dead("not JSON");
    assertThat(look().some())
        .singleElement()
        .satisfies(letter -> assertThat(letter.type()).isEqualTo("-"));
  }

  @Test
  void a_crash_between_sending_and_deleting_leaves_a_copy_and_loses_nothing() {
    String order = deadOrder();
    faults.next("deleteMessageBatch", SdkClientException.create("no answer"));
    StackAccess faulty = on(faults.around(shop.platform.sqs()));
    assertThatThrownBy(() -> new Redrive(faulty, FAST, ALL).run(inventory, so -> {}))
        .isInstanceOf(SdkClientException.class);
    shop.settle();
    shop.order(order).is("PLACED", "RESERVED", "GRANTED");
    assertThat(look()).isEqualTo(new DeadLetters.Look(0, 1, List.of()));
  }

  @Test
  void what_its_queue_refuses_stays_dead_and_is_counted() {
    deadOrder();
    SqsClient sqs =
        ClientProxy.around(
            SqsClient.class,
            shop.platform.sqs(),
            (operation, request, call) ->
                operation.equals("sendMessageBatch")
                    ? SendMessageBatchResponse.builder()
                        .failed(BatchResultErrorEntry.builder().id("0").code("Busy").build())
                        .build()
                    : call.proceed(request));
    Redrive.Moved moved = new Redrive(on(sqs), FAST, ALL).run(inventory, so -> {});
    assertThat(moved).isEqualTo(new Redrive.Moved(0, 1));
    assertThat(look()).isEqualTo(new DeadLetters.Look(0, 1, List.of()));
  }

  @Test
  void the_pace_and_the_limit_are_kept() {
    for (int i = 0; i < 25; i++) {
      dead("{}");
    }
    Instant began = shop.time.now();
    Redrive.Moved moved = new Redrive(stack, 5, 20).run(inventory, so -> {});
    assertThat(moved.back()).isEqualTo(20);
    assertThat(Duration.between(began, shop.time.now())).isEqualTo(Duration.ofSeconds(4));
    assertThat(look().depth()).isEqualTo(5);
  }

  @Test
  void the_relays_positions_have_no_queue_to_come_back_to() {
    List<DeadLetterQueue> without =
        DeadLetterQueue.of(stack.platform().settings()).stream()
            .filter(queue -> queue.source().isEmpty())
            .toList();
    assertThat(without)
        .extracting(DeadLetterQueue::name)
        .containsExactly(stack.platform().settings().stackName() + "-relay-dlq");
  }

  // ---- how it is told

  /** An order whose message to the stock's consumer is dead. */
  private String deadOrder() {
    shop.stock("tea", 10);
    shop.platform.trigger("InventoryConsumerFunction").pause();
    String order = shop.place("tea", 1);
    shop.settle();
    shop.platform.sqs().purgeQueue(r -> r.queueUrl(shop.platform.queueUrl("inventory")));
    dead(shop.outbox("order.placed").get(0).get("envelope").s());
    shop.platform.trigger("InventoryConsumerFunction").resume();
    shop.settle();
    shop.order(order).is("PLACED", "PENDING", "GRANTED");
    return order;
  }

  private void dead(String body) {
    shop.send("inventory-dlq", body);
  }

  private StackAccess on(SqsClient sqs) {
    return StackAccess.of(
        shop.platform.template().stackName(), shop.time, shop.platform.dynamo(), sqs);
  }

  private DeadLetters.Look look() {
    return new DeadLetters(stack).into(inventory);
  }
}
