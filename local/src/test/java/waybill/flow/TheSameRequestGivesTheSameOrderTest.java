package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import waybill.local.DemoKeys;

/** Invariant 7. */
class TheSameRequestGivesTheSameOrderTest extends FlowTest {

  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void a_replay_gives_the_same_order_as_it_is_now() {
    shop.stock("tea", 5);
    Answer first = shop.placeWithKey("cart-17", "tea", 2).is(201);
    assertThat(first.headers()).doesNotContainKey("idempotent-replayed");
    shop.settle();
    Answer again = shop.placeWithKey("cart-17", "tea", 2).is(201);
    assertThat(again.headers())
        .containsEntry("idempotent-replayed", "true")
        .containsEntry("location", "/orders/" + first.text("orderId"));
    assertThat(again.text("orderId")).isEqualTo(first.text("orderId"));
    assertThat(again.text("stock")).isEqualTo("RESERVED");
    assertThat(shop.rows("orders")).hasSize(1);
    assertThat(shop.outbox("order.placed")).hasSize(1);
  }

  @Test
  void the_same_body_is_the_same_json_in_whatever_way_it_is_written() {
    shop.placeWithKey("k", "tea", 2).is(201);
    String other =
        "{ \"lines\": [{\"unitPrice\":150.0,\"quantity\":2e0,\"sku\":\"\\u0074ea\"}],"
            + " \"currency\":\"EUR\", \"customerId\":\"c-1\"}";
    Answer again = post("k", other).is(201);
    assertThat(again.headers()).containsEntry("idempotent-replayed", "true");
  }

  @Test
  void another_body_under_the_same_key_is_refused() {
    shop.placeWithKey("k", "tea", 2).is(201);
    assertThat(shop.placeWithKey("k", "tea", 3).is(422).headers())
        .containsEntry("content-type", "application/problem+json");
  }

  @Test
  void the_key_is_taken_literally_and_belongs_to_its_merchant() {
    String plain = shop.placeWithKey("k", "tea", 2).is(201).text("orderId");
    assertThat(shop.placeWithKey("\"k\"", "tea", 2).is(201).text("orderId")).isNotEqualTo(plain);
    Answer other =
        shop.call(
                DemoKeys.OTHER,
                "POST",
                "/orders",
                Shop.order("tea", 2),
                Map.of("idempotency-key", "k"))
            .is(201);
    assertThat(other.text("orderId")).isNotEqualTo(plain);
    assertThat(other.headers()).doesNotContainKey("idempotent-replayed");
  }

  @Test
  void twenty_at_once_give_one_order() {
    ExecutorService pool = Executors.newFixedThreadPool(20);
    try {
      List<Answer> answers =
          IntStream.range(0, 20)
              .mapToObj(i -> pool.submit(() -> shop.placeWithKey("k", "tea", 2)))
              .toList()
              .stream()
              .map(TheSameRequestGivesTheSameOrderTest::get)
              .toList();
      assertThat(answers).allMatch(answer -> answer.status() == 201);
      assertThat(answers)
          .filteredOn(answer -> !answer.headers().containsKey("idempotent-replayed"))
          .hasSize(1);
      assertThat(shop.outbox("order.placed")).hasSize(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void without_a_proper_key_there_is_no_order() {
    shop.call(DemoKeys.MERCHANT, "POST", "/orders", Shop.order("tea", 2)).is(400);
    for (String key : List.of("", "two words", "ü", "k".repeat(256))) {
      post(key, Shop.order("tea", 2)).is(400);
    }
    post("k".repeat(255), Shop.order("tea", 2)).is(201);
  }

  private Answer post(String key, String body) {
    return shop.call(DemoKeys.MERCHANT, "POST", "/orders", body, Map.of("idempotency-key", key));
  }

  private static Answer get(java.util.concurrent.Future<Answer> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
