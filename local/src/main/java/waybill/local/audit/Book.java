package waybill.local.audit;

import java.util.HashMap;
import java.util.Map;
import waybill.platform.Item;
import waybill.platform.Table;

/**
 * A table that keeps counters beside the effect records that explain them.
 *
 * @param counter the attribute that counts
 * @param living the state in which a record's amounts count
 * @param parts which counters a record moved, and by how much
 */
record Book(String check, Table table, String counter, String living, Parts parts) {

  static final Book STOCK =
      new Book("stock-taken", Table.STOCK, "taken", "RESERVED", Book::quantities);

  static final Book POINTS =
      new Book("points-balance", Table.POINTS, "balance", "GRANTED", Book::points);

  interface Parts {
    Map<String, Long> of(Item effect);
  }

  private static Map<String, Long> quantities(Item effect) {
    String merchant = "s#" + effect.text("merchantId") + "#";
    Map<String, Long> quantities = new HashMap<>();
    effect
        .list("lines")
        .forEach(
            line ->
                quantities.merge(merchant + line.text("sku"), line.number("quantity"), Long::sum));
    return quantities;
  }

  /** A tombstone names no customer, as nothing was ever granted. */
  private static Map<String, Long> points(Item effect) {
    return effect
        .textIfAny("customer")
        .map(customer -> Map.of(customer, effect.number("points")))
        .orElse(Map.of());
  }
}
