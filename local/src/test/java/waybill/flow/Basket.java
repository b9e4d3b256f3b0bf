package waybill.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import waybill.local.DemoKeys;

/** An order of several lines, at 1.50 apiece. */
record Basket(String customerId, List<String> lines) {

  static Basket of(String customerId) {
    return new Basket(customerId, List.of());
  }

  Basket with(String sku, int quantity) {
    List<String> more = new ArrayList<>(lines);
    more.add("{\"sku\":\"%s\",\"quantity\":%d,\"unitPrice\":150}".formatted(sku, quantity));
    return new Basket(customerId, more);
  }

  Answer order(Shop shop, String key) {
    String body =
        "{\"customerId\":\"%s\",\"currency\":\"EUR\",\"lines\":[%s]}"
            .formatted(customerId, String.join(",", lines));
    return shop.call(DemoKeys.MERCHANT, "POST", "/orders", body, Map.of("idempotency-key", key));
  }
}
