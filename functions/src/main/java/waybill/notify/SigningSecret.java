package waybill.notify;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import waybill.platform.SecretBox;

/**
 * A secret as it lies in the endpoint's row.
 *
 * @param sealed for this endpoint alone; a text of before there was a key is the secret itself
 * @param until from then on it signs no more; absent while nothing has taken its place
 */
public record SigningSecret(String sealed, Optional<Instant> until) {

  static SigningSecret seal(
      SecretBox box, String merchantId, String endpointId, String secret, Optional<Instant> until) {
    return new SigningSecret(box.seal(secret, place(merchantId, endpointId)), until);
  }

  /** A new one, without an end. */
  public static SigningSecret seal(
      SecretBox box, String merchantId, String endpointId, String secret) {
    return seal(box, merchantId, endpointId, secret, Optional.empty());
  }

  String open(SecretBox box, String merchantId, String endpointId) {
    return box.open(sealed, place(merchantId, endpointId));
  }

  boolean isInForce(Instant now) {
    return until.isEmpty() || now.isBefore(until.get());
  }

  SigningSecret endingBy(Instant end) {
    return isInForce(end) ? new SigningSecret(sealed, Optional.of(end)) : this;
  }

  private static Map<String, String> place(String merchantId, String endpointId) {
    return Map.of("merchantId", merchantId, "endpointId", endpointId);
  }

  /** It may be the secret itself: it stays out of logs. */
  @Override
  public String toString() {
    return "SigningSecret[until=" + until + "]";
  }
}
