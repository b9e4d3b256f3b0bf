package waybill.merchant;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import waybill.platform.Ids;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Rows;
import waybill.platform.Table;

/** API keys by their SHA-256. The key itself is never stored; keys are random, so need no salt. */
final class KeyStore {

  private final Rows rows;

  KeyStore(Platform platform) {
    this.rows = new Rows(platform);
  }

  /** Who holds a key, and what it may do; {@code scopes} separated by spaces. */
  record Holder(String owner, String scopes) {}

  Optional<Holder> find(String apiKey) {
    String hash =
        HexFormat.of().formatHex(Ids.sha256().digest(apiKey.getBytes(StandardCharsets.UTF_8)));
    return rows.find(Table.KEYS, Item.empty().with("keyHash", hash))
        .map(item -> new Holder(item.text("owner"), item.text("scopes")));
  }
}
