package waybill.notify;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import waybill.notify.call.AckMode;

/**
 * What becomes of an endpoint's fields; an absent one stays as it is.
 *
 * @param eventTypes may be {@link #ALL_TYPES}
 * @param description may be {@link #NO_DESCRIPTION}
 * @param rateLimit may be none
 */
public record EndpointChange(
    Optional<String> url,
    Optional<List<String>> eventTypes,
    Optional<AckMode> ack,
    Optional<String> description,
    Optional<OptionalInt> rateLimit,
    Optional<EndpointStatus> status) {

  public static final List<String> ALL_TYPES = List.of();
  public static final String NO_DESCRIPTION = "";

  /** It may still change the status. */
  boolean hasNoFields() {
    return url.isEmpty()
        && eventTypes.isEmpty()
        && ack.isEmpty()
        && description.isEmpty()
        && rateLimit.isEmpty();
  }

  /**
   * The same of an endpoint that has this URL already: to write it once more could undo what
   * another changes at the same time, behind its gate's back.
   */
  EndpointChange of(Endpoint endpoint) {
    return new EndpointChange(
        url.filter(to -> !to.equals(endpoint.url())),
        eventTypes,
        ack,
        description,
        rateLimit,
        status);
  }

  /** It concerns the endpoint's gate: whether calls go out, and to whom. */
  boolean concernsGate(Endpoint endpoint) {
    return status.filter(to -> to != endpoint.status()).isPresent()
        || of(endpoint).url().isPresent();
  }
}
