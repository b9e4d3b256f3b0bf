package waybill.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import waybill.platform.Fields;

/** What a merchant asks for, checked: money in minor units of an ISO 4217 currency. */
record OrderRequest(String customerId, String currency, List<Line> lines, long total) {

  static final int LINES_MAX = 50;
  static final int QUANTITY_MAX = Integer.MAX_VALUE;
  static final long UNIT_PRICE_MAX = 1_000_000_000_000L;

  /** The largest whole number that every JSON reader keeps exact (RFC 8259, section 6). */
  static final long TOTAL_MAX = (1L << 53) - 1;

  record Line(String sku, int quantity, long unitPrice) {}

  static OrderRequest from(JsonNode body) {
    Fields fields = Fields.of(body);
    String customerId = fields.id("customerId");
    String currency = fields.currency("currency");
    List<Line> lines = fields.list("lines", 1, LINES_MAX, OrderRequest::line);
    rejectRepeatedSkus(fields, lines);
    long total = total(fields, lines);
    fields.done();
    return new OrderRequest(customerId, currency, lines, total);
  }

  private static Line line(Fields fields) {
    return new Line(
        fields.id("sku"),
        (int) fields.integer("quantity", 1, QUANTITY_MAX),
        fields.integer("unitPrice", 0, UNIT_PRICE_MAX));
  }

  private static void rejectRepeatedSkus(Fields fields, List<Line> lines) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String sku = lines.get(i).sku();
      if (!sku.isEmpty() && !seen.add(sku)) {
        fields.complainAt("/lines/" + i + "/sku", "stands in an earlier line; SKUs are distinct");
      }
    }
  }

  private static long total(Fields fields, List<Line> lines) {
    long total = 0;
    for (Line line : lines) {
      // At most 2^31 * 10^12, some 2 * 10^21: over a long, so multiplied with a check.
      long high = Math.multiplyHigh(line.quantity(), line.unitPrice());
      long product = line.quantity() * line.unitPrice();
      if (high != 0 || product < 0 || product > TOTAL_MAX - total) {
        fields.complain("lines", "the order's total must be at most " + TOTAL_MAX);
        return 0;
      }
      total += product;
    }
    return total;
  }
}
