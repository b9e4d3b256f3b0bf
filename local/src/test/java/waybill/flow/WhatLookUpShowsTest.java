package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.DemoKeys;

/** A merchant sees at once what its word and its endpoint's state mean for each notification. */
@EmbeddedOnly(EmbeddedOnly.ROWS)
class WhatLookUpShowsTest extends CallbackTest {

  private static final List<String> STATUSES =
      List.of("PENDING", "DELIVERED", "ACKNOWLEDGED", "EXHAUSTED", "PARKED");

  @Test
  void what_is_acknowledged_shows_so_at_once_and_what_was_delivered_stays_delivered() {
    told(200);
    told(503);
    told(503);
    is(2, "PENDING", true);
    acknowledge(2);
    is(1, "DELIVERED", false);
    is(2, "ACKNOWLEDGED", false);
    is(3, "PENDING", true);
    assertThat(undelivered()).containsExactly(3);
  }

  @Test
  void what_is_exhausted_counts_as_received_once_it_is_acknowledged() {
    told(503);
    told(503);
    for (int seq = 1; seq <= 2; seq++) {
      set("deliveries", row(seq), "status", "EXHAUSTED");
      is(seq, "EXHAUSTED", false);
    }
    acknowledge(1);
    is(1, "ACKNOWLEDGED", false);
    is(2, "EXHAUSTED", false);
    assertThat(undelivered()).containsExactly(2);
  }

  @Test
  void what_was_asked_for_anew_shows_as_pending_and_no_more_as_acknowledged() {
    told(200);
    acknowledge(1);
    shop.call(DemoKeys.MERCHANT, "POST", callbacks.path() + "/1/redeliver", "").is(202);
    is(1, "PENDING", true);
    acknowledge(1);
    is(1, "ACKNOWLEDGED", false);
  }

  @Test
  void of_an_endpoint_that_is_not_active_everything_open_shows_as_parked_held_or_not() {
    told(200);
    told(503);
    told(503);
    told(410);
    is(1, "DELIVERED", false);
    is(2, "PARKED", false);
    is(4, "PARKED", false);
    assertThat(undelivered()).containsExactly(2, 3, 4);
    acknowledge(2);
    is(2, "ACKNOWLEDGED", false);
    is(3, "PARKED", false);
  }

  @Test
  void what_is_held_for_an_active_endpoint_is_pending_without_a_time() {
    told(503);
    endpointIs("PAUSED");
    told(200);
    endpointIs("ACTIVE");
    is(1, "PENDING", true);
    is(2, "PENDING", false);
  }

  /** One notification more, whose call is answered so. */
  private void told(int status) {
    callbacks.receiver.fail(status == 200 ? 0 : 1, status, Map.of());
    callbacks.paidOrder();
    shop.settle();
  }

  /** By itself, in a listing, and by each filter. */
  private void is(int seq, String status, boolean hasTime) {
    JsonNode one = callbacks.notification(seq);
    assertThat(one.path("status").asText()).isEqualTo(status);
    assertThat(one.path("nextAttemptAt").isNull()).isEqualTo(!hasTime);
    Set<String> found = new TreeSet<>();
    for (String filter : STATUSES) {
      for (JsonNode item : callbacks.page("?status=" + filter).path("items")) {
        if (item.path("seq").asInt() == seq) {
          found.add(filter);
          assertThat(item.path("nextAttemptAt")).isEqualTo(one.path("nextAttemptAt"));
        }
      }
    }
    assertThat(found).containsExactly(status);
  }

  private List<Integer> undelivered() {
    return callbacks.page("?status=undelivered").path("items").findValues("seq").stream()
        .map(JsonNode::asInt)
        .toList();
  }

  private Map<String, String> row(int seq) {
    return Map.of("endpointId", callbacks.endpointId, "seq", "%020d".formatted(seq));
  }

  private void set(String table, Map<String, String> key, String name, String text) {
    Map<String, AttributeValue> item = new HashMap<>(shop.item(table, key));
    item.put(name, AttributeValue.fromS(text));
    shop.platform.dynamo().putItem(put -> put.tableName(shop.physical(table)).item(item));
  }

  /** Without its gate, so that what is held stays held. */
  private void endpointIs(String status) {
    set(
        "endpoints",
        Map.of("merchantId", "demo", "endpointId", callbacks.endpointId),
        "status",
        status);
  }

  private void acknowledge(long upto) {
    String path = "/endpoints/" + callbacks.endpointId + "/acknowledge";
    shop.call(DemoKeys.MERCHANT, "POST", path, "{\"uptoSeq\":" + upto + "}").is(200);
  }
}
