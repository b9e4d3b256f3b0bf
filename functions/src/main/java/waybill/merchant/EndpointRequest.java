package waybill.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import waybill.notify.Endpoint;
import waybill.notify.EndpointStatus;
import waybill.notify.SigningSecret;
import waybill.notify.call.AckMode;
import waybill.notify.call.AddressGuard;
import waybill.platform.Fields;
import waybill.platform.Platform;
import waybill.platform.Timestamp;

/** The body of a request for an endpoint. */
record EndpointRequest(
    String url,
    List<String> eventTypes,
    AckMode ack,
    Optional<String> description,
    OptionalInt rateLimit) {

  /** Reads it whole before the first complaint. */
  static EndpointRequest read(JsonNode body, AddressGuard guard) {
    Fields fields = Fields.of(body);
    String url = fields.text("url");
    List<String> eventTypes = EndpointFields.eventTypes(fields).orElse(List.of());
    AckMode ack = EndpointFields.ack(fields).orElse(AckMode.STATUS);
    Optional<String> description = EndpointFields.description(fields);
    OptionalInt rateLimit = EndpointFields.rateLimit(fields).orElse(OptionalInt.empty());
    EndpointFields.done(fields, url, guard);
    return new EndpointRequest(url, eventTypes, ack, description, rateLimit);
  }

  /** With this secret, sealed. */
  Endpoint newEndpoint(String merchantId, String secret, Platform platform) {
    String endpointId = platform.ids().next("ep_");
    String now = Timestamp.of(platform.time().now());
    return new Endpoint(
        merchantId,
        endpointId,
        url,
        eventTypes,
        ack,
        EndpointStatus.ACTIVE,
        List.of(SigningSecret.seal(platform.secrets(), merchantId, endpointId, secret)),
        description,
        1,
        rateLimit,
        now,
        now);
  }
}
