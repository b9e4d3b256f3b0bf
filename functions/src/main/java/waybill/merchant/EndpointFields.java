package waybill.merchant;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import waybill.notify.Endpoint;
import waybill.notify.EndpointStatus;
import waybill.notify.call.AckMode;
import waybill.notify.call.AddressGuard;
import waybill.notify.call.CallbackUrl;
import waybill.platform.Fields;
import waybill.platform.Problem;

/** What may stand in an endpoint's fields, whether it is made or changed. */
final class EndpointFields {

  static final int DESCRIPTION_MAX_CHARS = 500;

  private EndpointFields() {}

  static Optional<List<String>> eventTypes(Fields fields) {
    Optional<List<String>> given = fields.optionalTexts("eventTypes", Endpoint.EVENT_TYPES.size());
    List<String> types = given.orElse(List.of());
    if (!Endpoint.EVENT_TYPES.containsAll(types)) {
      fields.complain("eventTypes", "may hold " + String.join(", ", Endpoint.EVENT_TYPES));
    } else if (new HashSet<>(types).size() < types.size()) {
      fields.complain("eventTypes", "must not name a type twice");
    }
    return given;
  }

  static Optional<AckMode> ack(Fields fields) {
    String ack = fields.optionalText("ack").orElse("");
    if (!ack.isEmpty() && AckMode.named(ack).isEmpty()) {
      fields.complain("ack", "must be status or body");
    }
    return AckMode.named(ack);
  }

  static Optional<String> description(Fields fields) {
    Optional<String> description = fields.optionalText("description");
    if (description.filter(text -> characters(text) > DESCRIPTION_MAX_CHARS).isPresent()) {
      fields.complain("description", "must be at most " + DESCRIPTION_MAX_CHARS + " characters");
    }
    return description;
  }

  /** As JSON Schema counts them: one that Java keeps in two is one. */
  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  static Optional<OptionalInt> rateLimit(Fields fields) {
    return fields
        .optionalInteger("rateLimit", 1, Endpoint.RATE_LIMIT_MAX)
        .map(limit -> OptionalInt.of((int) (long) limit));
  }

  /** What a merchant may make of it; what it may be is more. */
  static Optional<EndpointStatus> status(Fields fields) {
    Optional<String> status = fields.optionalText("status");
    List<String> allowed = List.of(EndpointStatus.ACTIVE.name(), EndpointStatus.PAUSED.name());
    if (status.isPresent() && !status.get().isEmpty() && !allowed.contains(status.get())) {
      fields.complain("status", "must be ACTIVE or PAUSED");
    }
    return status.filter(allowed::contains).map(EndpointStatus::valueOf);
  }

  /**
   * Ends the reading with what is said of the URL: that of a bad one with all other complaints, a
   * refused address last, by its own answer.
   *
   * @param url empty if there is none, or one that was complained about
   */
  static void done(Fields fields, String url, AddressGuard guard) {
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
}
