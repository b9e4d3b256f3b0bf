package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import waybill.local.engine.ClientProxy;

/** Everybody wants the same thing at once. */
@EmbeddedOnly(EmbeddedOnly.CALLS)
class AHotSkuTest extends FlowTest {

  private static final int ORDERS = 800;
  private static final int STOCK = 500;
  private static final int CONSUMERS = 6;

  /** Limit of SQS; DynamoDB would take more. */
  private static final int AT_ONCE_MAX = 10;

  /** Far more than the queue's returns need. */
  private static final int MINUTES_MAX = 60;

  @Test
  void eight_hundred_orders_at_once_take_all_five_hundred_and_no_more() throws Exception {
    Rivals rivals = new Rivals();
    try (Shop shop = Shop.open(options -> options.dynamo(rivals::around))) {
      shop.stock("ticket", STOCK);
      List.of("InventoryConsumerFunction", "NotifierFunction")
          .forEach(function -> shop.platform.trigger(function).pause());
      String first = shop.place("ticket", 1);
      shop.settle();
      multiply(shop, first);
      shop.platform.trigger("InventoryConsumerFunction").resume();
      rivals.begin();
      for (int minute = 0; effects(shop) < ORDERS; minute++) {
        assertThat(minute).isLessThan(MINUTES_MAX);
        atOnce(CONSUMERS, i -> takeAll(shop));
        shop.time.sleep(Duration.ofMinutes(1));
      }
      rivals.end();
      shop.tick(Duration.ofMinutes(5));
      shop.stockIs("ticket", 0, STOCK);
      assertThat(count(shop.rows("stock"), "state", "RESERVED")).isEqualTo(STOCK);
      assertThat(count(shop.rows("stock"), "state", "REJECTED")).isEqualTo(ORDERS - STOCK);
      assertThat(count(shop.rows("orders"), "status", "PLACED")).isEqualTo(STOCK);
      assertThat(count(shop.rows("orders"), "status", "REJECTED")).isEqualTo(ORDERS - STOCK);
      assertThat(count(shop.rows("points"), "state", "GRANTED")).isEqualTo(STOCK);
      assertThat(count(shop.rows("points"), "state", "REVERSED")).isEqualTo(ORDERS - STOCK);
      assertThat(shop.outbox("stock.rejected")).hasSize(ORDERS - STOCK);
      assertThat(rivals.lowest()).as("stock at any time").isZero();
      assertThat(rivals.conflicts()).as("conflicts").isGreaterThan(ORDERS / 100);
      System.err.printf(
          "hot SKU orders=%d taken=%d rejected=%d conflicts=%d%n",
          ORDERS, STOCK, ORDERS - STOCK, rivals.conflicts());
    }
  }

  /** As many orders as there are to be, all like the first, and what is told of them. */
  private static void multiply(Shop shop, String first) {
    Map<String, AttributeValue> row = shop.item("orders", Map.of("orderId", first));
    String placed = shop.outbox("order.placed").get(0).get("envelope").s();
    for (int from = 1; from < ORDERS; from += AT_ONCE_MAX) {
      List<WriteRequest> rows = new ArrayList<>();
      List<SendMessageBatchRequestEntry> messages = new ArrayList<>();
      for (int i = from; i < Math.min(from + AT_ONCE_MAX, ORDERS); i++) {
        String order = "ord_%05d".formatted(i);
        Map<String, AttributeValue> copy = new HashMap<>(row);
        copy.put("orderId", AttributeValue.fromS(order));
        rows.add(WriteRequest.builder().putRequest(put -> put.item(copy)).build());
        messages.add(
            SendMessageBatchRequestEntry.builder()
                .id(order)
                .messageBody(placed.replace(first, order))
                .build());
      }
      shop.platform
          .dynamo()
          .batchWriteItem(write -> write.requestItems(Map.of(shop.physical("orders"), rows)));
      for (String queue : List.of("inventory", "points")) {
        String url = shop.platform.queueUrl(queue);
        shop.platform.sqs().sendMessageBatch(send -> send.queueUrl(url).entries(messages));
      }
    }
  }

  private static void takeAll(Shop shop) {
    boolean took = true;
    while (took) {
      took = shop.platform.trigger("InventoryConsumerFunction").pollOnce();
    }
  }

  private static long effects(Shop shop) {
    return shop.rows("stock").stream().filter(row -> row.containsKey("state")).count();
  }

  private static long count(
      List<Map<String, AttributeValue>> rows, String attribute, String value) {
    return rows.stream()
        .filter(row -> row.containsKey(attribute) && row.get(attribute).s().equals(value))
        .count();
  }

  private static void atOnce(int count, IntConsumer work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONSUMERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        running.add(threads.submit(() -> work.accept(number)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  /**
   * DynamoDB Local never cancels one transaction for another, so every fourth one on the stock is
   * cancelled here, and every tenth loses its answer; after each the stock is read.
   */
  private static final class Rivals {

    private final Random random = new Random(5);
    private final AtomicLong lowest = new AtomicLong(Long.MAX_VALUE);
    private final LongAdder conflicts = new LongAdder();
    private volatile boolean busy;

    DynamoDbClient around(DynamoDbClient client) {
      return ClientProxy.around(
          DynamoDbClient.class,
          client,
          (operation, request, call) -> {
            if (!busy || !(request instanceof TransactWriteItemsRequest write) || !takes(write)) {
              return call.proceed(request);
            }
            int chance = chance();
            if (chance < 25) {
              conflicts.increment();
              throw Faults.cancelledFor(conflictAtTheCounter(write));
            }
            try {
              Object answer = call.proceed(request);
              if (chance < 35) {
                throw SdkClientException.create("no answer");
              }
              return answer;
            } finally {
              look(client, write);
            }
          });
    }

    void begin() {
      busy = true;
    }

    void end() {
      busy = false;
    }

    long lowest() {
      return lowest.get();
    }

    long conflicts() {
      return conflicts.sum();
    }

    private synchronized int chance() {
      return random.nextInt(100);
    }

    private static boolean takes(TransactWriteItemsRequest write) {
      return last(write).update() != null;
    }

    private static TransactWriteItem last(TransactWriteItemsRequest write) {
      return write.transactItems().get(write.transactItems().size() - 1);
    }

    private static String[] conflictAtTheCounter(TransactWriteItemsRequest write) {
      String[] reasons = new String[write.transactItems().size()];
      Arrays.fill(reasons, "None");
      reasons[reasons.length - 1] = "TransactionConflict";
      return reasons;
    }

    private void look(DynamoDbClient client, TransactWriteItemsRequest write) {
      Map<String, AttributeValue> key = last(write).update().key();
      String table = last(write).update().tableName();
      String available =
          client
              .getItem(get -> get.tableName(table).key(key).consistentRead(true))
              .item()
              .get("available")
              .n();
      lowest.accumulateAndGet(Long.parseLong(available), Math::min);
    }
  }
}
