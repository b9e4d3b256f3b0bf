package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What a consumer fails at 20 times is dead, and is done once when it is sent back. */
@EmbeddedOnly(EmbeddedOnly.VISIBILITY)
class WhatIsDeadComesBackTest extends FlowTest {

  private static final int RECEIVES_MAX = 20;
  private static final Duration VISIBILITY = Duration.ofSeconds(61);

  /** The dead-letter queues have SQS's own visibility timeout of 30 s. */
  private static final Duration DLQ_VISIBILITY = Duration.ofSeconds(31);

  /** More than 20 receives of all messages of a test. */
  private static final int FAULTS = 1000;

  private final Faults faults = new Faults();
  private final Shop shop = Shop.open(faults);
  private final DeadLetters stock = new DeadLetters(shop, "inventory");
  private final DeadLetters points = new DeadLetters(shop, "points");
  private final DeadLetters orders = new DeadLetters(shop, "order");

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void a_consumer_that_was_down_for_too_long_gets_its_messages_back_and_acts_once() {
    shop.stock("tea", 10);
    String before = shop.place("tea", 1);
    shop.settle();
    String copy = shop.outbox("order.placed").get(0).get("envelope").s();
    String one = shop.place("tea", 3);
    String other = shop.place("tea", 2);
    shop.cancel(other).is(200);
    shop.send("inventory", copy);
    shop.send("points", copy);
    whileTheFunctionsMayNotWrite();
    shop.order(one).is("PLACED", "PENDING", "PENDING");
    shop.order(other).is("CANCELLED", "PENDING", "PENDING");
    assertThat(stock.bodies()).hasSize(4);
    assertThat(points.bodies()).hasSize(4);
    shop.pass(DLQ_VISIBILITY);
    stock.redriveAndDie();
    points.redriveAndDie();
    shop.settle();
    shop.pass(DLQ_VISIBILITY);
    stock.redrive();
    points.redrive();
    shop.settle();
    shop.order(before).is("PLACED", "RESERVED", "GRANTED");
    shop.order(one).is("PLACED", "RESERVED", "GRANTED");
    shop.order(other).is("CANCELLED", "RELEASED", "REVERSED");
    shop.stockIs("tea", 6, 4);
    shop.pointsAre(1 + 4);
    shop.pass(DLQ_VISIBILITY);
    assertThat(stock.bodies()).isEmpty();
    assertThat(points.bodies()).isEmpty();
  }

  @Test
  void a_rejection_that_died_rejects_its_order_once_when_it_comes_back() {
    String order = shop.place("nothing", 1);
    shop.platform.trigger("OrderConsumerFunction").pause();
    shop.settle();
    shop.platform.trigger("OrderConsumerFunction").resume();
    whileTheFunctionsMayNotWrite();
    shop.order(order).is("PLACED", "REJECTED", "GRANTED");
    orders.redriveAndDie();
    shop.settle();
    shop.pass(DLQ_VISIBILITY);
    orders.redrive();
    shop.settle();
    shop.order(order).is("REJECTED", "REJECTED", "REVERSED");
    assertThat(shop.outbox("order.rejected")).hasSize(1);
    shop.pointsAre(0);
  }

  @Test
  void what_a_consumer_does_not_know_dies_and_holds_up_nobody() {
    shop.stock("tea", 10);
    String unknown = "{\"specversion\":\"1.0\",\"id\":\"msg_1\",\"type\":\"order.teleported\"}";
    for (String queue : List.of("inventory", "points", "order")) {
      shop.send(queue, unknown);
    }
    String order = shop.place("tea", 3);
    shop.settle();
    shop.order(order).is("PLACED", "RESERVED", "GRANTED");
    shop.send("inventory", shop.outbox("order.placed").get(0).get("envelope").s());
    shop.send("order", shop.outbox("order.placed").get(0).get("envelope").s());
    receiveTooOften();
    assertThat(stock.bodies()).containsExactly(unknown);
    assertThat(points.bodies()).containsExactly(unknown);
    assertThat(orders.bodies())
        .as("unknown, and known but of another queue")
        .hasSize(2)
        .contains(unknown);
    shop.stockIs("tea", 7, 3);
  }

  private void whileTheFunctionsMayNotWrite() {
    for (int i = 0; i < FAULTS; i++) {
      faults.next("transactWriteItems", mayNotWrite());
    }
    receiveTooOften();
    faults.forget();
  }

  private void receiveTooOften() {
    for (int i = 0; i <= RECEIVES_MAX; i++) {
      shop.pass(VISIBILITY);
    }
  }

  private static RuntimeException mayNotWrite() {
    return AwsServiceException.builder()
        .message("not authorized to perform this action")
        .statusCode(400)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
        .build();
  }
}
