package waybill.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import waybill.notify.AckMode;
import waybill.notify.AddressGuard;
import waybill.notify.CallbackUrl;
import waybill.notify.Endpoint;
import waybill.notify.EndpointStatus;
import waybill.notify.Signature;
import waybill.platform.Fields;
import waybill.platform.Platform;
import waybill.platform.Problem;
import waybill.platform.Timestamp;

/** The body of a request for an endpoint. */
record EndpointRequest(
    String url, List<String> eventTypes, AckMode ack, Optional<String> description) {

  static final int DESCRIPTION_MAX_CHARS = 500;

  /**
   * Reads it whole before the first complaint; a refused address is told last, by its own answer.
   */
  static EndpointRequest read(JsonNode body, AddressGuard guard) {
    Fields fields = Fields.of(body);
    String url = fields.text("url");
    List<String> eventTypes =
        fields.optionalTexts("eventTypes", Endpoint.EVENT_TYPES.size()).orElse(List.of());
    if (!Endpoint.EVENT_TYPES.containsAll(eventTypes)) {
      fields.complain("eventTypes", "may hold " + String.join(", ", Endpoint.EVENT_TYPES));
    } else if (new HashSet<>(eventTypes).size() < eventTypes.size()) {
      fields.complain("eventTypes", "must not name a type twice");
    }
    String ack = fields.optionalText("ack").orElse(AckMode.STATUS.text());
    if (!ack.isEmpty() && AckMode.named(ack).isEmpty()) {
      fields.complain("ack", "must be status or body");
    }
    Optional<String> description = fields.optionalText("description");
    if (description.isPresent() && description.get().length() > DESCRIPTION_MAX_CHARS) {
      fields.complain("description", "must be at most " + DESCRIPTION_MAX_CHARS + " characters");
    }
    judge(url, guard, fields);
    return new EndpointRequest(url, eventTypes, AckMode.named(ack).orElseThrow(), description);
  }

  private static void judge(String url, AddressGuard guard, Fields fields) {
    Optional<String> forbidden = Optional.empty();
    if (!url.isEmpty()) {
      try {
        guard.admit(CallbackUrl.parse(url));
      } catch (IllegalArgumentException e) {
        fields.complain("url", e.getMessage());
      } catch (AddressGuard.Forbidden e) {
        forbidden = Optional.of(e.getMessage());
      }
    }
    fields.done();
    if (forbidden.isPresent()) {
      throw Problem.unprocessable("forbidden-address", "The url is refused: " + forbidden.get());
    }
  }

  Endpoint newEndpoint(String merchantId, Platform platform) {
    return new Endpoint(
        merchantId,
        platform.ids().next("ep_"),
        url,
        eventTypes,
        ack,
        EndpointStatus.ACTIVE,
        List.of(Signature.newSecret(platform.random())),
        description,
        1,
        OptionalInt.empty(),
        Timestamp.of(platform.time().now()));
  }
}
