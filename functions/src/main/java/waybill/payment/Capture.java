package waybill.payment;

import com.fasterxml.jackson.databind.JsonNode;
import waybill.platform.Fields;

/** A capture as the acquirer tells of it; {@code amount} in minor units. */
record Capture(String paymentId, long amount, String currency) {

  static final long AMOUNT_MAX = (1L << 53) - 1;

  static Capture from(JsonNode body) {
    Fields fields = Fields.of(body);
    Capture capture =
        new Capture(
            fields.id("paymentId"),
            fields.integer("amount", 0, AMOUNT_MAX),
            fields.currency("currency"));
    fields.done();
    return capture;
  }
}
