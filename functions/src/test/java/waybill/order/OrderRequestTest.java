package waybill.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waybill.platform.Json;
import waybill.platform.Problem;

class OrderRequestTest {

  private static final String LINE = "{\"sku\":\"a\",\"quantity\":2,\"unitPrice\":150}";

  @Test
  void a_good_order_is_read_with_its_total() {
    OrderRequest order = OrderRequest.from(Json.read(order(LINE)));
    assertThat(order.total()).isEqualTo(300);
    assertThat(order.lines()).containsExactly(new OrderRequest.Line("a", 2, 150));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0            | must be from 1 to 2147483647",
        "-1           | must be from 1 to 2147483647",
        "2147483648   | must be from 1 to 2147483647",
        "1.5          | must be a whole number",
        "'\"1\"'      | must be a whole number",
      })
  void a_bad_quantity_is_named(String quantity, String complaint) {
    String line = LINE.replace("\"quantity\":2", "\"quantity\":" + quantity);
    assertThat(refusal(order(line))).isEqualTo("/lines/0/quantity " + complaint);
  }

  @Test
  void the_largest_total_is_taken_and_one_more_is_not() {
    String half = "{\"sku\":\"%s\",\"quantity\":%d,\"unitPrice\":%d}";
    // 2^53 - 1 = 6361 * 69431 * 20394401
    String exact = half.formatted("a", 20_394_401, 6_361L * 69_431L);
    assertThat(OrderRequest.from(Json.read(order(exact))).total())
        .isEqualTo(OrderRequest.TOTAL_MAX);
    assertThat(refusal(order(exact + "," + half.formatted("b", 1, 1))))
        .isEqualTo("/lines the order's total must be at most 9007199254740991");
  }

  @Test
  void a_product_beyond_a_long_is_no_small_total() {
    String huge = "{\"sku\":\"a\",\"quantity\":2147483647,\"unitPrice\":1000000000000}";
    assertThat(refusal(order(huge))).startsWith("/lines the order's total");
  }

  @Test
  void fifty_lines_are_taken_and_51_are_not() {
    assertThat(OrderRequest.from(Json.read(order(lines(50)))).lines()).hasSize(50);
    assertThat(refusal(order(lines(51)))).isEqualTo("/lines must be an array of 1 to 50 elements");
    assertThat(refusal(order(""))).isEqualTo("/lines must be an array of 1 to 50 elements");
  }

  @Test
  void a_sku_stands_once() {
    assertThat(refusal(order(LINE + "," + LINE))).startsWith("/lines/1/sku stands in an earlier");
  }

  @Test
  void an_unknown_currency_is_named() {
    assertThat(refusal(order(LINE).replace("EUR", "EUX"))).startsWith("/currency");
    assertThat(refusal(order(LINE).replace("EUR", "eur"))).startsWith("/currency");
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> LINE.replace("\"a\"", "\"sku-" + i + "\""))
        .collect(Collectors.joining(","));
  }

  private static String order(String lines) {
    return "{\"customerId\":\"c\",\"currency\":\"EUR\",\"lines\":[" + lines + "]}";
  }

  private static String refusal(String json) {
    return catchThrowableOfType(Problem.class, () -> OrderRequest.from(Json.read(json)))
        .getMessage();
  }
}
