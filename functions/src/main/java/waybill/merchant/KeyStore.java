package waybill.merchant;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.platform.Ids;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Table;

/** API keys by their SHA-256. The key itself is never stored; keys are random, so need no salt. */
final class KeyStore {

  private final Platform platform;

  KeyStore(Platform platform) {
    this.platform = platform;
  }

  /** Who holds a key, and what it may do; {@code scopes} separated by spaces. */
  record Holder(String owner, String scopes) {}

  Optional<Holder> find(String apiKey) {
    String hash =
        HexFormat.of().formatHex(Ids.sha256().digest(apiKey.getBytes(StandardCharsets.UTF_8)));
    return Item.found(
            platform
                .dynamo()
                .getItem(
                    request ->
                        request
                            .tableName(platform.table(Table.KEYS))
                            .key(Map.of("keyHash", AttributeValue.fromS(hash))))
                .item())
        .map(item -> new Holder(item.text("owner"), item.text("scopes")));
  }
}
