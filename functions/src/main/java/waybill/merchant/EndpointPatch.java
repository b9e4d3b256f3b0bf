package waybill.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import waybill.notify.EndpointChange;
import waybill.notify.EndpointStatus;
import waybill.notify.call.AckMode;
import waybill.notify.call.AddressGuard;
import waybill.platform.Fields;

/**
 * The body of a request to change an endpoint: a JSON merge patch (RFC 7396) of what may change.
 */
final class EndpointPatch {

  private EndpointPatch() {}

  /** Null takes away what an endpoint can do without. */
  static EndpointChange read(JsonNode body, AddressGuard guard) {
    Fields fields = Fields.of(body);
    Optional<String> url = fields.optionalText("url");
    Optional<List<String>> eventTypes =
        fields.isNull("eventTypes")
            ? Optional.of(EndpointChange.ALL_TYPES)
            : EndpointFields.eventTypes(fields);
    Optional<AckMode> ack = EndpointFields.ack(fields);
    Optional<String> description =
        fields.isNull("description")
            ? Optional.of(EndpointChange.NO_DESCRIPTION)
            : EndpointFields.description(fields);
    Optional<OptionalInt> rateLimit =
        fields.isNull("rateLimit")
            ? Optional.of(OptionalInt.empty())
            : EndpointFields.rateLimit(fields);
    Optional<EndpointStatus> status = EndpointFields.status(fields);
    EndpointFields.done(fields, url.orElse(""), guard);
    return new EndpointChange(url, eventTypes, ack, description, rateLimit, status);
  }
}
