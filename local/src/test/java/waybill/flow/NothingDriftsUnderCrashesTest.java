package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import waybill.local.DemoKeys;
import waybill.local.audit.Audit;
import waybill.local.audit.Finding;
import waybill.local.audit.Report;
import waybill.local.demo.Receiver;

/**
 * All invariants at once: orders of every kind, with requests that are repeated and messages that
 * are delivered again, while the functions die in every tenth call.
 *
 * <p>{@code -Dwaybill.orders=2000} is the whole of it, as {@code .ci/run} runs it; beside all other
 * tests it is a tenth.
 */
@EmbeddedOnly(EmbeddedOnly.VISIBILITY)
class NothingDriftsUnderCrashesTest extends FlowTest {

  private static final int ORDERS = Integer.getInteger("waybill.orders", 200);
  private static final int ORDERS_PER_ROUND = ORDERS / 4;
  private static final int CUSTOMERS = 20;
  private static final int TRIES_MAX = 50;
  private static final long PRICE = 150;

  /** What is at rest early is swept on, so that no run has fewer crashes than it has orders. */
  private static final int LAST_ROUNDS_MIN = 20;

  /** More than any message needs that meets a crash at every tenth step. */
  private static final int LAST_ROUNDS_MAX = 60;

  private static final List<String> QUEUES =
      List.of("inventory", "points", "order", "notification", "retry");

  private static final Duration VISIBILITY_IS_OVER = Duration.ofMinutes(3);

  private final Random random = new Random(1);
  private final Crashes crashes = new Crashes(random);
  private final List<Placed> orders = new ArrayList<>();

  private record Placed(String orderId, long total) {}

  @Test
  void after_mixed_orders_with_a_crash_in_every_tenth_call_nothing_has_drifted()
      throws IOException {
    try (Shop shop =
            Shop.open(
                options ->
                    Shards.are(Shards.DEPLOYED, options)
                        .dynamo(crashes::around)
                        .sqs(crashes::around));
        Receiver receiver = Receiver.start()) {
      shop.stock("tea", 1_000_000);
      shop.stock("rare", ORDERS / 10);
      hearsOfRefunds(shop, receiver);
      shop.pass(Duration.ofSeconds(1));
      crashes.begin();
      while (orders.size() < ORDERS) {
        placeSome(shop);
        changeSome(shop);
        repeatSome(shop);
        shop.tick(Duration.ofMinutes(1));
      }
      int rounds = 0;
      for (; rounds < LAST_ROUNDS_MIN || rounds < LAST_ROUNDS_MAX && !isQuiet(shop); rounds++) {
        shop.pass(VISIBILITY_IS_OVER);
        shop.sweep();
      }
      crashes.end();
      assertThat(crashes.count()).isGreaterThan(ORDERS);
      nothingHasDrifted(Audit.run(Desk.of(shop).platform(), line -> {}));
      System.err.printf(
          "crashes orders=%d crashes=%d rounds=%d drift=0%n", ORDERS, crashes.count(), rounds);
    }
  }

  /** Everything was sent, and no queue has anything left. */
  private static boolean isQuiet(Shop shop) {
    return !new OutboxRows(shop).statuses().contains("PENDING")
        && QUEUES.stream().allMatch(queue -> messages(shop, queue) == 0);
  }

  /** Those too that were given out or wait for their time. */
  private static int messages(Shop shop, String queue) {
    return shop
        .platform
        .sqs()
        .getQueueAttributes(
            request ->
                request
                    .queueUrl(shop.platform.queueUrl(queue))
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
        .attributes()
        .values()
        .stream()
        .mapToInt(Integer::parseInt)
        .sum();
  }

  private static void nothingHasDrifted(Report report) {
    assertThat(report.checks())
        .allSatisfy(check -> assertThat(check.examples()).as(check.name()).isEmpty());
    assertThat(report.drift()).isZero();
    assertThat(report.unsettled()).isZero();
    assertThat(checked(report, "orders-without-message")).isEqualTo(ORDERS);
    assertThat(checked(report, "shortages-of-standing-orders")).isPositive();
    assertThat(checked(report, "sent-without-effect")).isGreaterThan(ORDERS);
  }

  private static long checked(Report report, String check) {
    return report.checks().stream()
        .filter(finding -> finding.name().equals(check))
        .mapToLong(Finding::checked)
        .sum();
  }

  /** One type is enough: a call to a merchant's server takes longer than all the rest. */
  private static void hearsOfRefunds(Shop shop, Receiver receiver) {
    String body =
        "{\"url\":\"%s\",\"eventTypes\":[\"payment.refunded\"]}".formatted(receiver.url());
    shop.call(DemoKeys.MERCHANT, "POST", "/endpoints", body).is(201);
  }

  /** Every request until it is answered; every fifth once more after that. */
  private void placeSome(Shop shop) {
    for (int i = 0; i < ORDERS_PER_ROUND; i++) {
      int quantity = 1 + random.nextInt(3);
      Map<String, String> key = Map.of("idempotency-key", "key-" + orders.size());
      String body = order(quantity);
      String order = answered(shop, DemoKeys.MERCHANT, "/orders", body, key).text("orderId");
      if (i % 5 == 0) {
        assertThat(answered(shop, DemoKeys.MERCHANT, "/orders", body, key).text("orderId"))
            .isEqualTo(order);
      }
      orders.add(new Placed(order, quantity * PRICE));
      // Some meet their cancel on the way, others have long been served.
      if (random.nextInt(25) == 0) {
        shop.platform.pump();
      }
      if (random.nextInt(10) == 0) {
        answered(shop, DemoKeys.MERCHANT, "/orders/" + order + "/cancel", "", Map.of());
      }
    }
  }

  private String order(int quantity) {
    String sku = random.nextInt(4) == 0 ? "rare" : "tea";
    return """
        {"customerId": "c-%d", "currency": "EUR",
         "lines": [{"sku": "%s", "quantity": %d, "unitPrice": %d}]}"""
        .formatted(random.nextInt(CUSTOMERS), sku, quantity, PRICE);
  }

  /** Payments and cancels, some of them too late. */
  private void changeSome(Shop shop) {
    for (int i = 0; i < ORDERS_PER_ROUND / 4; i++) {
      Placed order = orders.get(random.nextInt(orders.size()));
      String path = "/orders/" + order.orderId();
      if (random.nextInt(3) == 0) {
        answered(shop, DemoKeys.MERCHANT, path + "/cancel", "", Map.of());
      } else {
        String body =
            "{\"paymentId\":\"pay-%s\",\"amount\":%d,\"currency\":\"EUR\"}"
                .formatted(order.orderId(), order.total());
        answered(shop, DemoKeys.ACQUIRER, path + "/payments", body, Map.of());
      }
    }
  }

  /** SQS may deliver any message again, at any time. */
  private void repeatSome(Shop shop) {
    List<Map<String, AttributeValue>> sent =
        shop.rows("outbox").stream().filter(row -> row.containsKey("sentAt")).toList();
    // By chance nothing was sent in the first round: then there is nothing to repeat.
    for (int i = 0; i < ORDERS_PER_ROUND / 10 && !sent.isEmpty(); i++) {
      Map<String, AttributeValue> row = sent.get(random.nextInt(sent.size()));
      for (String queue : queues(row.get("type").s())) {
        shop.send(queue, row.get("envelope").s());
      }
    }
  }

  private static List<String> queues(String type) {
    return switch (type) {
      case "order.placed" -> List.of("inventory", "points");
      case "order.cancelled" -> List.of("inventory", "points", "notification");
      case "stock.rejected" -> List.of("order");
      case "payment.captured" -> List.of("notification");
      default -> List.of("points", "notification");
    };
  }

  /** What the caller does who gets no answer: asks again. */
  private static Answer answered(
      Shop shop, DemoKeys caller, String path, String body, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(caller.authorization());
    for (int i = 0; i < TRIES_MAX; i++) {
      Answer answer = Answer.of(shop.platform.call("POST", path, all, body));
      if (answer.status() < 500) {
        assertThat(answer.status()).isIn(200, 201, 409);
        return answer;
      }
    }
    throw new AssertionError("no answer in " + TRIES_MAX + " tries");
  }
}
