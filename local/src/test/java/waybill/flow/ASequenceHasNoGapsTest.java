package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Invariant 13. */
class ASequenceHasNoGapsTest extends FlowTest {

  private final Callbacks callbacks = Callbacks.open();

  @AfterEach
  void close() {
    callbacks.close();
  }

  @Test
  void forty_events_at_once_get_the_numbers_from_1_to_40() {
    for (int i = 0; i < 40; i++) {
      callbacks.paidOrder();
    }
    callbacks.shop.settle();
    List<Integer> seen = new ArrayList<>();
    long after = 0;
    JsonNode page;
    do {
      page = callbacks.page("?limit=7&afterSeq=" + after);
      page.path("items").forEach(item -> seen.add(item.path("seq").asInt()));
      after = page.path("nextAfterSeq").asLong();
    } while (page.path("hasMore").asBoolean());
    assertThat(seen).isEqualTo(IntStream.rangeClosed(1, 40).boxed().toList());
    assertThat(callbacks.receiver.calls()).hasSize(40);
  }

  @Test
  void a_page_ends_before_a_number_that_is_not_visible_yet() {
    for (int i = 0; i < 5; i++) {
      callbacks.paidOrder();
    }
    callbacks.shop.settle();
    Map<String, AttributeValue> third =
        Map.of(
            "endpointId", AttributeValue.fromS(callbacks.endpointId),
            "seq", AttributeValue.fromS("00000000000000000003"));
    callbacks
        .shop
        .platform
        .dynamo()
        .deleteItem(r -> r.tableName(callbacks.shop.physical("deliveries")).key(third));
    JsonNode page = callbacks.page("");
    assertThat(page.path("items")).hasSize(2);
    assertThat(page.path("nextAfterSeq").asLong()).isEqualTo(2);
    assertThat(page.path("hasMore").asBoolean()).isTrue();
  }

  @Test
  void a_filter_hides_items_and_not_where_the_page_ended() {
    callbacks.receiver.fail(1, 503, Map.of());
    for (int i = 0; i < 4; i++) {
      callbacks.paidOrder();
    }
    callbacks.shop.settle();
    JsonNode page = callbacks.page("?status=undelivered");
    assertThat(page.path("items")).hasSize(1);
    assertThat(page.path("nextAfterSeq").asLong()).isEqualTo(4);
    assertThat(page.path("hasMore").asBoolean()).isFalse();
    assertThat(callbacks.page("?afterSeq=99").path("nextAfterSeq").asLong()).isEqualTo(99);
  }

  @Test
  void bad_queries_and_numbers_are_refused() {
    String path = callbacks.path();
    for (String query :
        new String[] {"?afterSeq=-1", "?afterSeq=x", "?limit=0", "?limit=101", "?status=LOST"}) {
      callbacks.shop.get(path + query).is(400);
    }
    callbacks.shop.get(path + "/x").is(400);
    callbacks.shop.get(path + "/1").is(404);
    callbacks.shop.get("/endpoints/nonsense/notifications").is(404);
  }
}
