package waybill.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import waybill.platform.Item;
import waybill.platform.Json;
import waybill.platform.Problem;

/**
 * Where a page of the listing ended. Opaque to callers; the merchant is not in it but comes from
 * the key that asks, so that a cursor shows nobody another merchant's orders.
 */
record OrderCursor(String createdAt, String orderId) {

  private static final Pattern TIME = Pattern.compile("[0-9T:.Z-]{24}");
  private static final Pattern ORDER_ID = Pattern.compile("ord_[0-9a-z]{26}");

  static OrderCursor after(Item order) {
    return new OrderCursor(order.text("createdAt"), order.text("orderId"));
  }

  static OrderCursor parse(String text) {
    try {
      byte[] json = Base64.getUrlDecoder().decode(text);
      JsonNode cursor = Json.read(new String(json, StandardCharsets.UTF_8));
      String createdAt = cursor.path("createdAt").asText();
      String orderId = cursor.path("orderId").asText();
      if (TIME.matcher(createdAt).matches() && ORDER_ID.matcher(orderId).matches()) {
        return new OrderCursor(createdAt, orderId);
      }
    } catch (IllegalArgumentException | Json.Malformed e) {
      throw notOurs();
    }
    throw notOurs();
  }

  private static Problem notOurs() {
    return Problem.badRequest("cursor must be a nextCursor of an earlier answer");
  }

  String text() {
    byte[] json = Json.write(this).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  Item key(String merchantId) {
    return Item.empty()
        .with("merchantId", merchantId)
        .with("createdAt", createdAt)
        .with("orderId", orderId);
  }
}
