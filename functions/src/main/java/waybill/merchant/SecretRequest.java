package waybill.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import waybill.platform.Fields;

/**
 * The body of a request for a new secret.
 *
 * @param overlap how long the older secrets sign beside it
 */
record SecretRequest(Duration overlap) {

  private static final int OVERLAP_DEFAULT_SECONDS = 86_400;
  private static final int OVERLAP_MAX_SECONDS = 604_800;

  static SecretRequest read(JsonNode body) {
    Fields fields = Fields.of(body);
    long seconds =
        fields
            .optionalInteger("overlapSeconds", 0, OVERLAP_MAX_SECONDS)
            .orElse((long) OVERLAP_DEFAULT_SECONDS);
    fields.done();
    return new SecretRequest(Duration.ofSeconds(seconds));
  }
}
