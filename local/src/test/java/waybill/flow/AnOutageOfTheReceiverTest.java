package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import waybill.local.Options;
import waybill.platform.Metric;

/** How long a merchant's server may be away, and what becomes of what it missed. */
@EmbeddedOnly(EmbeddedOnly.DELAYS)
class AnOutageOfTheReceiverTest extends FlowTest {

  /** The sweeps over days of empty minutes are to take no time. */
  private static final Consumer<Options> DAYS = options -> Shards.are(1, options);

  /** Beyond the delays that a timer in the queue can wait for. */
  private static final int BY_THE_SWEEPER = 20;

  @Test
  void of_69_hours_ends_with_the_callback_delivered() {
    try (Callbacks callbacks = Callbacks.open(Shop.open(DAYS))) {
      Shop shop = callbacks.shop;
      Instant end = shop.time.now().plus(Duration.ofHours(69));
      callbacks.receiver.fail(1_000_000, 500, Map.of());
      callbacks.paidOrder();
      shop.settle();
      while (!callbacks.status(1).equals("DELIVERED")) {
        Instant next = next(callbacks);
        if (next.isAfter(end)) {
          callbacks.receiver.fail(0, 200, Map.of());
        }
        shop.pass(Duration.between(shop.time.now(), next));
        sendTimer(callbacks);
      }
      assertThat(shop.time.now()).isAfter(end);
      assertThat(callbacks.attempts().size()).isBetween(40, 50);
    }
  }

  @Test
  void of_90_hours_ends_after_exactly_50_calls_and_is_open_to_look_up() {
    try (Callbacks callbacks = Callbacks.open(Shop.open(DAYS))) {
      Shop shop = callbacks.shop;
      Instant begin = shop.time.now();
      callbacks.receiver.fail(1_000_000, 500, Map.of());
      callbacks.paidOrder();
      shop.settle();
      while (callbacks.status(1).equals("PENDING")) {
        if (callbacks.attempts().size() < BY_THE_SWEEPER) {
          callbacks.toNextAttempt(1);
        } else {
          shop.pass(Duration.between(shop.time.now(), next(callbacks)));
          sendTimer(callbacks);
        }
      }
      assertThat(Duration.between(begin, shop.time.now()))
          .isBetween(Duration.ofHours(70), Duration.ofHours(85));
      callbacks.receiver.fail(0, 200, Map.of());
      shop.pass(Duration.between(shop.time.now(), begin.plus(Duration.ofHours(90))));
      sendTimer(callbacks);
      assertThat(shop.rows("deliveries"))
          .as("nobody is to look")
          .noneMatch(row -> row.containsKey("dueAt"));
      assertThat(callbacks.attempts())
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 50).mapToObj(n -> n + "/50").toList());
      JsonNode exhausted = callbacks.notification(1);
      assertThat(exhausted.path("status").asText()).isEqualTo("EXHAUSTED");
      assertThat(exhausted.path("nextAttemptAt").isNull()).isTrue();
      assertThat(exhausted.path("attemptLog").findValuesAsText("attempt"))
          .isEqualTo(IntStream.rangeClosed(1, 50).mapToObj(String::valueOf).toList());
      assertThat(callbacks.count("undelivered")).isEqualTo(1);
    }
  }

  @Test
  void of_five_days_disables_the_endpoint_and_enabling_it_brings_all_back() {
    try (Callbacks callbacks = Callbacks.open(Shop.open(DAYS))) {
      Shop shop = callbacks.shop;
      callbacks.receiver.fail(1_000_000, 500, Map.of());
      for (int i = 0; i < 12; i++) {
        callbacks.paidOrder();
      }
      shop.settle();
      hasFailed(callbacks, Duration.ofHours(119), 98);
      shop.tick(Duration.ofMinutes(30), Duration.ofMinutes(15));
      assertThat(callbacks.status()).as("half an hour too early").isEqualTo("ACTIVE");
      shop.tick(Duration.ofHours(2), ofHour());
      assertThat(callbacks.status()).isEqualTo("DISABLED");
      assertThat(shop.figures.sum(Metric.ENDPOINTS_DISABLED)).isEqualTo(1);
      assertThat(callbacks.count("PARKED")).isEqualTo(12);
      int calls = callbacks.receiver.calls().size();
      shop.tick(Duration.ofHours(5), ofHour());
      assertThat(callbacks.receiver.calls()).hasSize(calls);
      callbacks.receiver.fail(0, 200, Map.of());
      callbacks.change("{\"status\":\"ACTIVE\"}").is(200);
      shop.tick(Duration.ofMinutes(3));
      assertThat(callbacks.count("DELIVERED")).isEqualTo(12);
    }
  }

  @Test
  void a_success_at_the_last_moment_keeps_the_endpoint_from_being_disabled() {
    Faults faults = new Faults();
    try (Callbacks callbacks = Callbacks.open(Shop.open(faults))) {
      Shop shop = callbacks.shop;
      callbacks.receiver.fail(2, 500, Map.of());
      callbacks.paidOrder();
      shop.settle();
      hasFailed(callbacks, Duration.ofHours(121), 200);
      // Told by somebody else when this failure's gate was written, and the status not yet.
      faults.beforeOf(
          "transactWriteItems",
          AnOutageOfTheReceiverTest::isStatus,
          () -> {
            hasFailed(callbacks, Duration.ZERO, 0);
            isWrittenByAnother(callbacks);
          });
      shop.tick(Duration.ofMinutes(3));
      assertThat(faults.allHappened()).isTrue();
      assertThat(callbacks.status()).isEqualTo("ACTIVE");
      assertThat(callbacks.count("DELIVERED")).isEqualTo(1);
    }
  }

  private static boolean isStatus(Object request) {
    return ((TransactWriteItemsRequest) request)
        .transactItems().stream()
            .filter(item -> item.update() != null)
            .anyMatch(item -> item.update().expressionAttributeNames().containsValue("epoch"));
  }

  private static void isWrittenByAnother(Callbacks callbacks) {
    changeGate(callbacks, "ADD version :one", Map.of(":one", AttributeValue.fromN("1")));
  }

  /** Without living through it: five days have many minutes to sweep. */
  private static void hasFailed(Callbacks callbacks, Duration since, int failures) {
    long from = callbacks.shop.time.now().minus(since).toEpochMilli();
    changeGate(
        callbacks,
        "SET failingSince = :from, failures = :count",
        Map.of(
            ":from", AttributeValue.fromN(Long.toString(from)),
            ":count", AttributeValue.fromN(Integer.toString(failures))));
  }

  private static void changeGate(
      Callbacks callbacks, String change, Map<String, AttributeValue> values) {
    Map<String, AttributeValue> key =
        Map.of(
            "endpointId", AttributeValue.fromS(callbacks.endpointId),
            "seq", AttributeValue.fromS("g#"));
    callbacks
        .shop
        .platform
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName(callbacks.shop.physical("deliveries"))
                    .key(key)
                    .updateExpression(change)
                    .expressionAttributeValues(values));
  }

  /** In place of the sweeper, which would have all the minutes between to sweep. */
  private static void sendTimer(Callbacks callbacks) {
    callbacks.sendTimer(1, callbacks.attempts().size() + 1);
    callbacks.shop.settle();
  }

  private static Duration ofHour() {
    return Duration.ofHours(1);
  }

  private static Instant next(Callbacks callbacks) {
    return Instant.parse(callbacks.notification(1).path("nextAttemptAt").asText());
  }
}
