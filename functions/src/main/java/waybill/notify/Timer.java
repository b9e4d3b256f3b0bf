package waybill.notify;

import com.fasterxml.jackson.databind.JsonNode;
import waybill.platform.Json;

/**
 * What stands in the retry queue: make this attempt, if it is still the one to make. It may come
 * twice, late, early or never; the delivery's row decides.
 *
 * @param seq the delivery's number; or {@link #GATE}: then held deliveries are to be looked for; or
 *     {@link #REMAINS}: then the endpoint was deleted long ago, and its rows go
 */
public record Timer(String merchantId, String endpointId, long seq, int round, int attempt) {

  /** No delivery has this number. */
  static final long GATE = 0;

  /** Nor this. */
  static final long REMAINS = -1;

  static Timer ofGate(Endpoint endpoint) {
    return new Timer(endpoint.merchantId(), endpoint.endpointId(), GATE, 0, 0);
  }

  Timer inRound(long other) {
    return new Timer(merchantId, endpointId, seq, (int) other, attempt);
  }

  boolean isOfGate() {
    return seq == GATE;
  }

  boolean isOfRemains() {
    return seq == REMAINS;
  }

  String toJson() {
    return Json.write(this);
  }

  static Timer fromJson(String json) {
    JsonNode timer = Json.read(json);
    return new Timer(
        text(timer, "merchantId"),
        text(timer, "endpointId"),
        number(timer, "seq"),
        (int) number(timer, "round"),
        (int) number(timer, "attempt"));
  }

  /** The timer for the attempt after this claim's. */
  static Timer after(Claim claim) {
    return new Timer(
        claim.merchantId(), claim.endpointId(), claim.seq(), claim.round(), claim.attempt() + 1);
  }

  private static String text(JsonNode timer, String name) {
    if (!timer.path(name).isTextual()) {
      throw new IllegalArgumentException("the timer has no text '" + name + "'");
    }
    return timer.path(name).textValue();
  }

  private static long number(JsonNode timer, String name) {
    if (!timer.path(name).isIntegralNumber()) {
      throw new IllegalArgumentException("the timer has no whole number '" + name + "'");
    }
    return timer.path(name).longValue();
  }
}
