package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A delivery that the sweeper cannot move on, such as one in a partition that is too hot. */
class WhatIsStuckIsInNobodysWayTest extends CallbackTest {

  /** So many that some share a shard of the due index, and too few for the breaker. */
  private static final int DELIVERIES = 9;

  /** Those for whom there was no room beside two others are called. */
  private static final Duration A_MOMENT = Duration.ofSeconds(2);

  @Test
  @EmbeddedOnly(EmbeddedOnly.DELAYS)
  void those_behind_it_get_their_timers_all_the_same() {
    callbacks.receiver.fail(DELIVERIES, 503, Map.of());
    for (int i = 0; i < DELIVERIES; i++) {
      callbacks.paidOrder();
    }
    shop.settle();
    shop.platform.sqs().purgeQueue(r -> r.queueUrl(shop.platform.queueUrl("retry")));
    AttributeValue stuck = firstOfMany();
    faults.nextOf(
        "updateItem",
        request -> ((UpdateItemRequest) request).key().containsValue(stuck),
        new IllegalStateException("too hot"));
    shop.pass(Duration.ofMinutes(3));
    shop.sweep();
    shop.pass(A_MOMENT);
    assertThat(faults.allHappened()).isTrue();
    assertThat(callbacks.count("DELIVERED")).isEqualTo(DELIVERIES - 1);
    shop.pass(Duration.ofMinutes(1));
    shop.sweep();
    assertThat(callbacks.count("DELIVERED")).as("the next sweep's").isEqualTo(DELIVERIES);
  }

  /** The number of the one that is looked at first in the fullest shard. */
  private AttributeValue firstOfMany() {
    Map<String, List<Map<String, AttributeValue>>> shards =
        shop.rows("deliveries").stream()
            .filter(row -> row.containsKey("dueAt"))
            .collect(Collectors.groupingBy(row -> row.get("dueShard").toString()));
    List<Map<String, AttributeValue>> fullest =
        shards.values().stream().max(Comparator.comparingInt(List::size)).orElseThrow();
    assertThat(fullest).hasSizeGreaterThan(1);
    return fullest.stream()
        .min(Comparator.comparingLong(row -> Long.parseLong(row.get("dueAt").n())))
        .orElseThrow()
        .get("seq");
  }
}
