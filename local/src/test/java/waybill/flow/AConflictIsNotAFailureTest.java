package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Invariant 6. DynamoDB Local raises none of these, so they are put between the client and it. */
class AConflictIsNotAFailureTest extends FlowTest {

  private final Faults faults = new Faults();

  @Test
  void contention_of_every_kind_is_tried_again() {
    try (Shop shop = Shop.open(faults)) {
      shop.stock("tea", 10);
      faults
          .next("transactWriteItems", Faults.cancelledFor("None", "TransactionConflict"))
          .next("transactWriteItems", Faults.cancelledFor("ThrottlingError", "None"))
          .next("transactWriteItems", Faults.throttled())
          .next("transactWriteItems", SdkClientException.create("time-out"));
      shop.placeWithKey("k", "tea", 1).is(201);
      assertThat(faults.allHappened()).isTrue();
      assertThat(shop.rows("orders")).hasSize(1);
    }
  }

  @Test
  void an_answer_without_a_code_is_of_something_in_between_and_is_tried_again() {
    try (Shop shop = Shop.open(faults)) {
      shop.stock("tea", 10);
      faults.next(
          "transactWriteItems",
          AwsServiceException.builder()
              .message("<html>no route</html>")
              .statusCode(404)
              .awsErrorDetails(AwsErrorDetails.builder().build())
              .build());
      shop.placeWithKey("k", "tea", 1).is(201);
      assertThat(faults.allHappened()).isTrue();
      assertThat(shop.rows("orders")).hasSize(1);
    }
  }

  @Test
  void a_shortage_is_not_believed_while_others_disturb_the_transaction() {
    try (Shop shop = Shop.open(faults)) {
      shop.stock("tea", 10);
      String order = shop.place("tea", 1);
      faults.next(
          "transactWriteItems",
          Faults.cancelledFor("TransactionConflict", "ConditionalCheckFailed"));
      shop.settle();
      assertThat(faults.allHappened()).isTrue();
      shop.order(order).is("PLACED", "RESERVED", "GRANTED");
    }
  }

  @Test
  void an_effect_whose_answer_was_lost_is_not_repeated() {
    try (Shop shop = Shop.open(faults)) {
      shop.stock("tea", 10);
      String order = shop.place("tea", 3);
      faults.loseTheAnswerOf("transactWriteItems").loseTheAnswerOf("transactWriteItems");
      shop.settle();
      assertThat(faults.allHappened()).isTrue();
      shop.order(order).is("PLACED", "RESERVED", "GRANTED");
      shop.stockIs("tea", 7, 3);
      shop.pointsAre(4);
    }
  }

  @Test
  void a_stock_that_was_set_and_not_answered_is_not_set_again_over_what_was_taken() {
    try (Shop shop = Shop.open(faults)) {
      shop.stock("tea", 0);
      faults.loseTheAnswerOf("updateItem").before("updateItem", () -> takeThree(shop));
      shop.stock("tea", 10);
      assertThat(faults.allHappened()).isTrue();
      shop.stockIs("tea", 7, 3);
    }
  }

  private static void takeThree(Shop shop) {
    shop.place("tea", 3);
    shop.settle();
  }

  @Test
  void a_payment_whose_answer_was_lost_is_found_again() {
    try (Shop shop = Shop.open(faults)) {
      String order = shop.place("tea", 3);
      faults.loseTheAnswerOf("transactWriteItems");
      shop.pay(order, "pay-1", 450).is(201);
      assertThat(shop.outbox("payment.captured")).hasSize(1);
    }
  }

  @Test
  void what_cannot_get_through_in_time_is_busy_for_a_caller() {
    try (Shop shop = Shop.open(faults)) {
      for (int i = 0; i < 100; i++) {
        faults.next("transactWriteItems", Faults.throttled());
      }
      Answer busy = shop.placeWithKey("k", "tea", 1).is(503);
      assertThat(busy.headers()).containsEntry("retry-after", "1");
    }
  }

  @Test
  @EmbeddedOnly(EmbeddedOnly.VISIBILITY)
  void what_cannot_get_through_in_time_goes_back_to_its_queue_and_comes_again() {
    try (Shop shop = Shop.open(faults)) {
      shop.stock("tea", 10);
      String order = shop.place("tea", 1);
      for (int i = 0; i < 1000; i++) {
        faults.next("transactWriteItems", Faults.cancelledFor("TransactionConflict", "None"));
      }
      shop.settle();
      shop.order(order).is("PLACED", "PENDING", "PENDING");
      faults.forget();
      shop.pass(Duration.ofMinutes(5));
      shop.order(order).is("PLACED", "RESERVED", "GRANTED");
    }
  }
}
