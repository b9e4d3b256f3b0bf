package waybill.notify;

import java.util.List;

/** An endpoint's secrets, opened for the calls of one invocation. */
final class Signer {

  private final List<String> secrets;

  Signer(List<String> secrets) {
    this.secrets = secrets;
  }

  /** Never empty: a call without a signature would be worse than none. */
  String header(String id, long timestampSeconds, String body) {
    if (secrets.isEmpty()) {
      throw new IllegalStateException("no secret was opened, as the endpoint took no calls");
    }
    return Signature.header(secrets, id, timestampSeconds, body);
  }
}
