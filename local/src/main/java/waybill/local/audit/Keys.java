package waybill.local.audit;

import java.util.Map;
import waybill.platform.BatchRead.Key;
import waybill.platform.Item;
import waybill.platform.Table;

/** Where things lie in the tables. */
final class Keys {

  private static final String EFFECT = "o#";

  private Keys() {}

  static Key order(String orderId) {
    return new Key(Table.ORDERS, "orderId", orderId);
  }

  static Key stockEffect(String orderId) {
    return new Key(Table.STOCK, "id", EFFECT + orderId);
  }

  static Key pointsEffect(String orderId) {
    return new Key(Table.POINTS, "id", EFFECT + orderId);
  }

  /** That an event was taken in for an endpoint. */
  static Key marker(String endpointId, String eventId) {
    return new Key(Table.DELIVERIES, Map.of("endpointId", endpointId, "seq", "e#" + eventId));
  }

  static Key message(Item row) {
    return new Key(
        Table.OUTBOX, Map.of("bucket", row.text("bucket"), "messageId", row.text("messageId")));
  }

  static boolean isEffect(Item row) {
    return row.text("id").startsWith(EFFECT);
  }

  static String orderOf(Item effect) {
    return effect.text("id").substring(EFFECT.length());
  }
}
