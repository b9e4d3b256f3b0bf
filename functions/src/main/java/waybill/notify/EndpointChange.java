package waybill.notify;

import java.util.List;
import java.util.Optional;

/**
 * What becomes of an endpoint's fields; an absent one stays as it is.
 *
 * @param eventTypes may be {@link #ALL_TYPES}
 * @param description may be {@link #NO_DESCRIPTION}
 */
public record EndpointChange(
    Optional<String> url,
    Optional<List<String>> eventTypes,
    Optional<AckMode> ack,
    Optional<String> description) {

  public static final List<String> ALL_TYPES = List.of();
  public static final String NO_DESCRIPTION = "";

  boolean isEmpty() {
    return url.isEmpty() && eventTypes.isEmpty() && ack.isEmpty() && description.isEmpty();
  }
}
