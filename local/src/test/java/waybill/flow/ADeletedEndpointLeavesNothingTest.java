package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import waybill.local.DemoKeys;

/** Invariant 10: deliveries are kept as long as their endpoint lives, and 30 days after. */
@EmbeddedOnly(EmbeddedOnly.DELAYS)
class ADeletedEndpointLeavesNothingTest extends CallbackTest {

  /** Limit of DynamoDB. */
  private static final int WRITTEN_AT_ONCE_MAX = 25;

  @Test
  void its_rows_go_thirty_days_later_and_nobody_elses() {
    String other = shop.endpoint(callbacks.receiver.url().toString()).path("endpointId").asText();
    callbacks.receiver.fail(2, 503, Map.of());
    told(2);
    delete();
    shop.tick(Duration.ofMinutes(5));
    assertThat(rowsOf(callbacks.endpointId)).as("kept for now").hasSizeGreaterThan(4);
    Instant goes = Instant.ofEpochMilli(Long.parseLong(callbacks.row("x#").get("dueAt").n()));
    assertThat(Duration.between(shop.time.now(), goes))
        .isBetween(Duration.ofDays(30).minusMinutes(6), Duration.ofDays(30));
    int others = rowsOf(other).size();
    thirtyDaysLater();
    assertThat(rowsOf(callbacks.endpointId)).isEmpty();
    assertThat(rowsOf(other)).hasSize(others).isNotEmpty();
  }

  @Test
  void a_timer_that_comes_before_its_time_removes_nothing() {
    told(1);
    delete();
    callbacks.sendTimer(-1, 0);
    shop.settle();
    assertThat(rowsOf(callbacks.endpointId)).hasSizeGreaterThan(2);
  }

  @Test
  void the_rows_of_a_living_endpoint_are_not_removed_by_any_timer() {
    told(1);
    callbacks.sendTimer(-1, 0);
    shop.settle();
    assertThat(rowsOf(callbacks.endpointId)).isNotEmpty();
  }

  @Test
  void many_go_one_second_s_worth_after_another() {
    putLines(600);
    delete();
    thirtyDaysLater();
    assertThat(rowsOf(callbacks.endpointId)).hasSize(351);
    shop.pass(Duration.ofSeconds(1));
    assertThat(rowsOf(callbacks.endpointId)).hasSize(101);
    shop.pass(Duration.ofSeconds(1));
    assertThat(rowsOf(callbacks.endpointId)).isEmpty();
  }

  @Test
  void a_removal_that_crashes_is_taken_up() {
    putLines(60);
    delete();
    faults.before("batchWriteItem", () -> {});
    faults.next("batchWriteItem", new IllegalStateException("crash"));
    thirtyDaysLater();
    assertThat(faults.allHappened()).isTrue();
    assertThat(rowsOf(callbacks.endpointId)).hasSize(36);
    shop.platform.sqs().purgeQueue(r -> r.queueUrl(shop.platform.queueUrl("retry")));
    shop.tick(Duration.ofMinutes(5));
    assertThat(rowsOf(callbacks.endpointId)).isEmpty();
  }

  @Test
  void what_the_table_did_not_take_goes_the_next_time() {
    putLines(60);
    delete();
    faults.answer(
        "batchWriteItem",
        asked ->
            BatchWriteItemResponse.builder()
                .unprocessedItems(((BatchWriteItemRequest) asked).requestItems())
                .build());
    thirtyDaysLater();
    assertThat(faults.allHappened()).isTrue();
    assertThat(rowsOf(callbacks.endpointId)).hasSize(WRITTEN_AT_ONCE_MAX + 1);
    shop.pass(Duration.ofSeconds(1));
    assertThat(rowsOf(callbacks.endpointId)).isEmpty();
  }

  private void told(int events) {
    for (int i = 0; i < events; i++) {
      callbacks.paidOrder();
    }
    shop.settle();
  }

  private void delete() {
    shop.call(DemoKeys.MERCHANT, "DELETE", "/endpoints/" + callbacks.endpointId, "").is(204);
  }

  private List<Map<String, AttributeValue>> rowsOf(String endpointId) {
    return shop.rows("deliveries").stream()
        .filter(row -> row.get("endpointId").s().equals(endpointId))
        .toList();
  }

  /** Without living through it: a month has many minutes to sweep. */
  private void thirtyDaysLater() {
    Map<String, AttributeValue> row = new HashMap<>(callbacks.row("x#"));
    AttributeValue now = AttributeValue.fromN(Long.toString(shop.time.now().toEpochMilli()));
    row.put("dueAt", now);
    row.put("nextAttemptAt", now);
    shop.platform.dynamo().putItem(put -> put.tableName(shop.physical("deliveries")).item(row));
    shop.sweep();
  }

  private void putLines(int count) {
    List<WriteRequest> lines = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> lines.add(line(i)));
    for (int from = 0; from < count; from += WRITTEN_AT_ONCE_MAX) {
      List<WriteRequest> some = lines.subList(from, Math.min(count, from + WRITTEN_AT_ONCE_MAX));
      shop.platform
          .dynamo()
          .batchWriteItem(write -> write.requestItems(Map.of(shop.physical("deliveries"), some)));
    }
  }

  private WriteRequest line(int number) {
    Map<String, AttributeValue> row =
        Map.of(
            "endpointId", AttributeValue.fromS(callbacks.endpointId),
            "seq", AttributeValue.fromS("l#%020d#001#04".formatted(number)));
    return WriteRequest.builder().putRequest(put -> put.item(row)).build();
  }
}
