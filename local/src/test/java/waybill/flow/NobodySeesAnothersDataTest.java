package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import waybill.local.DemoKeys;

/** Invariant 14, and the keys. */
@EmbeddedOnly(EmbeddedOnly.ROWS)
class NobodySeesAnothersDataTest extends FlowTest {

  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void orders_stock_and_points_of_another_merchant_do_not_exist() {
    shop.stock("tea", 10);
    String order = shop.place("tea", 2);
    shop.settle();
    other("GET", "/orders/" + order).is(404);
    other("POST", "/orders/" + order + "/cancel").is(404);
    shop.order(order).is("PLACED", "RESERVED", "GRANTED");
    other("GET", "/stock/tea").is(404);
    assertThat(other("GET", "/customers/c-1/points").is(200).number("balance")).isZero();
    assertThat(other("GET", "/orders").is(200).json().path("items")).isEmpty();
  }

  @Test
  void another_merchants_stock_of_the_same_name_is_not_taken() {
    shop.stock("tea", 10);
    shop.call(DemoKeys.OTHER, "PUT", "/stock/tea", "{\"available\":3}").is(200);
    shop.place("tea", 2);
    shop.settle();
    assertThat(other("GET", "/stock/tea").is(200).number("available")).isEqualTo(3);
  }

  @Test
  void an_endpoint_of_another_merchant_cannot_be_touched() {
    String path = "/endpoints/" + shop.endpoint("http://127.0.0.1:9/").path("endpointId").asText();
    other("POST", path + "/test").is(404);
    shop.call(DemoKeys.OTHER, "PATCH", path, "{\"ack\":\"body\"}").is(404);
    assertThat(shop.get(path).text("ack")).isEqualTo("status");
    shop.call(DemoKeys.OTHER, "POST", path + "/acknowledge", "{\"uptoSeq\":0}").is(404);
    shop.call(DemoKeys.MERCHANT, "POST", path + "/test", "").is(202);
    shop.settle();
    other("POST", path + "/notifications/1/redeliver").is(404);
    assertThat(shop.get(path + "/notifications/1").number("attempts")).isEqualTo(1);
    assertThat(shop.outbox("waybill.test")).hasSize(1);
  }

  @Test
  void a_cursor_shows_nobody_anothers_orders() {
    for (int i = 0; i < 3; i++) {
      shop.place("tea", 1);
    }
    String cursor = shop.get("/orders?limit=1").is(200).text("nextCursor");
    Answer page = other("GET", "/orders?limit=1&cursor=" + cursor).is(200);
    assertThat(page.json().path("items")).isEmpty();
  }

  @Test
  void a_listing_shows_every_order_once_and_the_newest_first() {
    List<String> placed = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      placed.add(0, shop.place("tea", 1));
      shop.pass(java.time.Duration.ofMillis(5));
    }
    List<String> listed = new ArrayList<>();
    String cursor = "";
    do {
      Answer page = shop.get("/orders?limit=3" + cursor).is(200);
      page.json().path("items").forEach(order -> listed.add(order.path("orderId").asText()));
      cursor = page.json().path("nextCursor").isNull() ? "" : "&cursor=" + page.text("nextCursor");
    } while (!cursor.isEmpty());
    assertThat(listed).containsExactlyElementsOf(placed);
  }

  @Test
  void a_key_must_be_known_and_hold_the_scope() {
    Answer unknown = shop.ask("GET", "/orders", Map.of("authorization", "Bearer no-such"), "");
    assertThat(unknown.is(401).headers()).containsEntry("www-authenticate", "Bearer");
    assertThat(unknown.text("title")).isEqualTo("Unauthorized");
    shop.call(DemoKeys.ACQUIRER, "GET", "/orders", "").is(403);
    shop.call(DemoKeys.MERCHANT, "POST", "/orders/x/payments", "{}").is(403);
    Answer none = shop.ask("GET", "/orders", Map.of(), "");
    assertThat(none.is(401).body()).isEqualTo("{\"message\":\"Unauthorized\"}");
  }

  @Test
  void no_key_is_needed_to_ask_for_health_and_description() {
    shop.ask("GET", "/health", Map.of(), "").is(200);
    Answer description = shop.ask("GET", "/openapi.yaml", Map.of(), "");
    assertThat(description.is(200).body()).startsWith("openapi: 3.1.0");
  }

  @Test
  void the_keys_themselves_are_stored_nowhere() {
    assertThat(shop.rows("keys").toString()).doesNotContain(DemoKeys.MERCHANT.key());
  }

  private Answer other(String method, String path) {
    return shop.call(DemoKeys.OTHER, method, path, "");
  }
}
