package waybill.notify;

import java.time.Instant;
import java.util.List;
import waybill.platform.Platform;
import waybill.platform.SecretBox;

/** Opens secrets, of an endpoint that is to be called and of no other. */
final class Signers {

  private final Platform platform;
  private final SecretBox box;

  Signers(Platform platform) {
    this.platform = platform;
    this.box = platform.secrets();
  }

  /**
   * With every secret that is in force now. To be had before an attempt is claimed: while no secret
   * can be opened there is no call, and no attempt is spent.
   */
  Signer of(Endpoint endpoint) {
    if (!endpoint.takesCalls()) {
      return new Signer(List.of());
    }
    Instant now = platform.time().now();
    return new Signer(
        endpoint.secrets().stream()
            .filter(secret -> secret.isInForce(now))
            .map(secret -> secret.open(box, endpoint.merchantId(), endpoint.endpointId()))
            .toList());
  }
}
