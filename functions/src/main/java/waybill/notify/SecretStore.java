package waybill.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.SecretBox;
import waybill.platform.Table;
import waybill.platform.Update;

/** The secrets in the endpoints table. */
public final class SecretStore {

  /** In force at once, the new one among them: each is a signature of every call. */
  public static final int SECRETS_MAX = 5;

  private static final String SECRETS = "secrets";

  private final Platform platform;
  private final SecretBox box;
  private final Retry retry;
  private final Rows rows;
  private final String table;

  public SecretStore(Platform platform) {
    this.platform = platform;
    this.box = platform.secrets();
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.table = platform.table(Table.ENDPOINTS);
  }

  /** What came of a rotation. */
  public enum Rotated {
    DONE,
    NO_SUCH_ENDPOINT,
    /** {@link #SECRETS_MAX} would be exceeded. */
    TOO_MANY
  }

  /**
   * Puts a new secret in the place of those in force, which sign on until the overlap ends. It is
   * written on the condition that the secrets are as they were read, so that of several rotations
   * at once none loses the other's. Secrets of before there was a key are sealed on the way.
   */
  public Rotated rotate(String merchantId, String endpointId, String secret, Duration overlap) {
    if (find(merchantId, endpointId).isEmpty()) {
      return Rotated.NO_SUCH_ENDPOINT;
    }
    SigningSecret fresh = SigningSecret.seal(box, merchantId, endpointId, secret);
    return retry.whileBusy(() -> replace(merchantId, endpointId, fresh, overlap));
  }

  private Rotated replace(
      String merchantId, String endpointId, SigningSecret fresh, Duration overlap) {
    Optional<Item> row = find(merchantId, endpointId);
    if (row.isEmpty()) {
      return Rotated.NO_SUCH_ENDPOINT;
    }
    List<SigningSecret> read = EndpointItem.read(row.get()).secrets();
    // Nobody else has this text: it stands by a write of ours whose answer was lost.
    if (read.stream().anyMatch(each -> each.sealed().equals(fresh.sealed()))) {
      return Rotated.DONE;
    }
    Instant now = platform.time().now();
    List<SigningSecret> next =
        Rotation.next(read, fresh, now, overlap).stream()
            .map(each -> sealed(each, merchantId, endpointId))
            .toList();
    if (next.size() > SECRETS_MAX) {
      return Rotated.TOO_MANY;
    }
    Update update =
        new Update()
            .set(SECRETS, EndpointItem.secrets(next))
            // Which a tombstone has none of.
            .onlyIf(SECRETS, row.get().list(SECRETS));
    Item key = EndpointItem.key(merchantId, endpointId);
    try {
      platform.dynamo().updateItem(update.request().tableName(table).key(key.attributes()).build());
      return Rotated.DONE;
    } catch (ConditionalCheckFailedException e) {
      throw Retry.staleIf(true, e);
    }
  }

  private Optional<Item> find(String merchantId, String endpointId) {
    return endpointId.startsWith(EndpointItem.PREFIX)
        ? rows.find(Table.ENDPOINTS, EndpointItem.key(merchantId, endpointId))
            .filter(item -> !EndpointItem.isDeleted(item))
        : Optional.empty();
  }

  private SigningSecret sealed(SigningSecret each, String merchantId, String endpointId) {
    return SecretBox.isSealed(each.sealed())
        ? each
        : SigningSecret.seal(box, merchantId, endpointId, each.sealed(), each.until());
  }
}
