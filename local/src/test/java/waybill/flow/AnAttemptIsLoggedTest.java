package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** What is kept of each attempt, and that keeping it decides nothing. */
@EmbeddedOnly(EmbeddedOnly.DELAYS)
class AnAttemptIsLoggedTest extends FlowTest {

  private static final int LINES_IN_THE_ROW = 3;

  @Test
  void a_line_has_the_phases_and_the_next_time_and_goes_after_30_days() {
    try (Callbacks callbacks = Callbacks.open()) {
      callbacks.receiver.fail(LINES_IN_THE_ROW + 1, 503, Map.of());
      callbacks.paidOrder();
      callbacks.shop.settle();
      for (int i = 0; i < LINES_IN_THE_ROW; i++) {
        callbacks.toNextAttempt(1);
      }
      String next = callbacks.notification(1).path("nextAttemptAt").asText();
      List<Map<String, AttributeValue>> lines = lines(callbacks.shop);
      assertThat(lines)
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.get("a").n()).isEqualTo("4");
                assertThat(line.get("p").s()).matches("\\d+/\\d+//\\d+");
                assertThat(millis(line.get("n"))).isEqualTo(Instant.parse(next));
                Instant kept = Instant.ofEpochSecond(Long.parseLong(line.get("expiresAt").n()));
                assertThat(Duration.between(callbacks.shop.time.now(), kept))
                    .isBetween(Duration.ofDays(30).minusSeconds(1), Duration.ofDays(30));
              });
      assertThat(callbacks.shop.rows("deliveries"))
          .allMatch(row -> CapacityMeter.bytes(row) <= 1024);
      assertThat(callbacks.notification(1).path("attemptLog"))
          .hasSize(4)
          .allSatisfy(line -> assertThat(line).hasSize(7));
    }
  }

  @Test
  void a_line_that_cannot_be_kept_whatever_the_reason_makes_no_second_call() {
    for (RuntimeException failure :
        List.of(
            SdkClientException.create("no answer"),
            Faults.throttled(),
            new IllegalStateException("closed"))) {
      Faults faults = new Faults();
      try (Callbacks callbacks = Callbacks.open(Shop.open(faults))) {
        callbacks.receiver.fail(LINES_IN_THE_ROW + 1, 503, Map.of());
        callbacks.paidOrder();
        callbacks.shop.settle();
        for (int i = 0; i < LINES_IN_THE_ROW - 1; i++) {
          callbacks.toNextAttempt(1);
        }
        faults.nextOf("putItem", AnAttemptIsLoggedTest::isLine, failure);
        callbacks.shop.pass(Duration.ofSeconds(20));
        assertThat(faults.allHappened()).isTrue();
        assertThat(callbacks.attempts()).containsExactly("1/50", "2/50", "3/50", "4/50");
        faults.nextOf("putItem", AnAttemptIsLoggedTest::isLine, failure);
        callbacks.shop.pass(Duration.ofMinutes(1));
        assertThat(faults.allHappened()).as("the line of the success").isTrue();
        callbacks.shop.tick(Duration.ofMinutes(10));
        assertThat(callbacks.attempts()).hasSize(5);
        assertThat(callbacks.notification(1).path("status").asText()).isEqualTo("DELIVERED");
        assertThat(callbacks.notification(1).path("attemptLog")).hasSize(LINES_IN_THE_ROW);
      }
    }
  }

  private static boolean isLine(Object request) {
    return request instanceof PutItemRequest put && put.item().get("seq").s().startsWith("l#");
  }

  private static List<Map<String, AttributeValue>> lines(Shop shop) {
    return shop.rows("deliveries").stream()
        .filter(row -> row.get("seq").s().startsWith("l#"))
        .toList();
  }

  private static Instant millis(AttributeValue value) {
    return Instant.ofEpochMilli(Long.parseLong(value.n()));
  }
}
