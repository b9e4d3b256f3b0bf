package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waybill.local.DemoKeys;

/**
 * Bad input gets a problem that names the field, never a 500 and never a half-written order. One
 * shop for all of it, so one after the other.
 */
@Execution(ExecutionMode.SAME_THREAD)
class BadInputTest extends FlowTest {

  private static final Shop SHOP = Shop.open();
  private static final String GOOD = Shop.order("tea", 2);

  @AfterAll
  static void close() {
    SHOP.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"customerId\":\"c-1\"            | {\"customerId\":7             | /customerId",
        "{\"customerId\":\"c-1\"            | {\"customerId\":\"\"          | /customerId",
        "{\"customerId\":\"c-1\"            | {\"customerId\":\"a b\"       | /customerId",
        "{\"customerId\":\"c-1\"            | {\"customerId\":null          | /customerId",
        "{\"customerId\":\"c-1\",           | {                             | /customerId",
        "{\"customerId\":\"c-1\"            | {\"new\":1,\"customerId\":\"c\" | /new",
        "\"currency\":\"EUR\"               | \"currency\":\"EUX\"          | /currency",
        "\"quantity\":2                     | \"quantity\":0                | /lines/0/quantity",
        "\"quantity\":2                     | \"quantity\":-1               | /lines/0/quantity",
        "\"quantity\":2                     | \"quantity\":2147483648       | /lines/0/quantity",
        "\"quantity\":2                     | \"quantity\":1e999            | /lines/0/quantity",
        "\"quantity\":2                     | \"quantity\":1.5              | /lines/0/quantity",
        "\"quantity\":2                     | \"quantity\":\"2\"            | /lines/0/quantity",
        "\"unitPrice\":150                  | \"unitPrice\":-1              | /lines/0/unitPrice",
        "\"unitPrice\":150                  | \"unitPrice\":1000000000001   | /lines/0/unitPrice",
        "\"unitPrice\":150                  | \"unit\":150                  | /lines/0/unitPrice",
        "[{\"sku\"                          | [7,{\"sku\"                   | /lines/0",
        "\"sku\":\"tea\"                    | \"sku\":{}                    | /lines/0/sku",
      })
  void a_bad_field_is_named(String good, String bad, String pointer) {
    assertThat(GOOD).contains(good.strip());
    refused(GOOD.replace(good.strip(), bad.strip()), pointer.strip());
  }

  @Test
  void what_is_no_json_object_is_refused() {
    for (String body :
        new String[] {
          "", " ", "{", "[]", "7", "null", "\"text\"", GOOD + "x", "{\"a\":1,\"a\":1}"
        }) {
      refused(body, "");
    }
  }

  @Test
  void text_that_is_none_is_refused_and_not_changed() {
    refused(GOOD.replace("c-1", "\\ud800"), "/customerId");
    refused(GOOD.replace("EUR", "XXX"), "/currency");
  }

  @Test
  void a_deep_body_is_refused() {
    refused("[".repeat(20_000), "");
  }

  @Test
  void an_extra_long_field_is_refused() {
    refused(GOOD.replace("c-1", "c".repeat(129)), "/customerId");
    refused(GOOD.replace("tea", "t".repeat(60_000)), "/lines/0/sku");
  }

  @Test
  void a_body_over_64_kib_is_too_large_and_one_of_10_mb_too() {
    String padding = " ".repeat(64 * 1024 - GOOD.length());
    post("fits", GOOD + padding).is(201);
    post("k", GOOD + padding + " ").is(413);
    post("k", GOOD + " ".repeat(5_000_000)).is(413);
    post("k", GOOD + " ".repeat(10_000_000)).is(413);
    post("k", GOOD + " ".repeat(11_000_000)).is(413);
  }

  @Test
  void bad_ids_in_paths_and_bad_queries_are_refused() {
    SHOP.get("/orders/" + "x".repeat(129)).is(400);
    SHOP.get("/orders/a%20b").is(400);
    SHOP.get("/orders/%C3%BC").is(400);
    SHOP.get("/stock/a%2Fb").is(400);
    SHOP.get("/orders/ord_unknown").is(404);
    SHOP.get("/orders?limit=0").is(400);
    SHOP.get("/orders?limit=101").is(400);
    SHOP.get("/orders?limit=ten").is(400);
    SHOP.get("/orders?cursor=nonsense").is(400);
    // {"createdAt":"x","orderId":"y"}
    SHOP.get("/orders?cursor=eyJjcmVhdGVkQXQiOiJ4Iiwib3JkZXJJZCI6InkifQ").is(400);
    SHOP.get("/nowhere").is(404);
    assertThat(SHOP.call(DemoKeys.MERCHANT, "DELETE", "/orders", "").status()).isIn(404, 405);
  }

  @Test
  void a_bad_payment_is_named() {
    String order = SHOP.place("tea", 1);
    String path = "/orders/" + order + "/payments";
    for (String body :
        new String[] {
          "{\"amount\":150,\"currency\":\"EUR\"}",
          "{\"paymentId\":\"p\",\"currency\":\"EUR\"}",
          "{\"paymentId\":\"p\",\"amount\":\"150\",\"currency\":\"EUR\"}",
          "{\"paymentId\":\"p\",\"amount\":-1,\"currency\":\"EUR\"}",
          "{\"paymentId\":\"p\",\"amount\":150}",
          "{\"paymentId\":\"p\",\"amount\":150,\"currency\":\"EUX\"}",
          "{\"paymentId\":\"p\",\"amount\":150,\"currency\":\"EUR\",\"more\":1}",
        }) {
      Answer answer = SHOP.call(DemoKeys.ACQUIRER, "POST", path, body).is(400);
      assertThat(answer.json().path("errors")).as(body).hasSize(1);
    }
    SHOP.pay("ord_unknown", "p", 150).is(404);
    assertThat(SHOP.order(order).json().path("payment").isNull()).isTrue();
  }

  @Test
  void stock_is_a_whole_number_and_if_match_is_honoured() {
    Answer set = SHOP.call(DemoKeys.MERCHANT, "PUT", "/stock/cup", "{\"available\":4}").is(200);
    String tag = set.headers().get("etag");
    assertThat(SHOP.get("/stock/cup").is(200).headers()).containsEntry("etag", tag);
    put("cup", "{\"available\":5}", tag).is(200);
    put("cup", "{\"available\":6}", tag).is(412);
    put("unknown-cup", "{\"available\":6}", "*").is(412);
    put("cup", "{\"available\":6}", "*").is(200);
    for (String body : new String[] {"{\"available\":-1}", "{\"available\":1.5}", "{}", "[]"}) {
      SHOP.call(DemoKeys.MERCHANT, "PUT", "/stock/cup", body).is(400);
    }
    SHOP.get("/stock/no-such").is(404);
  }

  private static Answer put(String sku, String body, String ifMatch) {
    return SHOP.call(DemoKeys.MERCHANT, "PUT", "/stock/" + sku, body, Map.of("if-match", ifMatch));
  }

  private static void refused(String body, String pointer) {
    int orders = SHOP.rows("orders").size();
    Answer answer = post("bad", body).is(400);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(answer.json().path("errors").findValuesAsText("pointer"))
        .as("%.80s", body)
        .contains(pointer);
    assertThat(SHOP.rows("orders")).hasSize(orders);
  }

  private static Answer post(String key, String body) {
    return SHOP.call(DemoKeys.MERCHANT, "POST", "/orders", body, Map.of("idempotency-key", key));
  }
}
