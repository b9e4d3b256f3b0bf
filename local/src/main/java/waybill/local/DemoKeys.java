package waybill.local;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.platform.Ids;

/**
 * The keys of the local platform: the same on every machine, so of no worth anywhere else. Their
 * names say so. Only their hashes are stored, as those of real keys.
 */
public enum DemoKeys {
  MERCHANT("wbk_local_demo_merchant", "demo", "orders endpoints stock"),
  OTHER("wbk_local_other_merchant", "other", "orders endpoints stock"),
  ACQUIRER("wbk_local_acquirer", "acquirer", "payments"),
  OPERATOR("wbk_local_operator", "operator", "ops");

  private final String key;
  private final String owner;
  private final String scopes;

  DemoKeys(String key, String owner, String scopes) {
    this.key = key;
    this.owner = owner;
    this.scopes = scopes;
  }

  public String key() {
    return key;
  }

  public String owner() {
    return owner;
  }

  /** The header that a caller sends. */
  public Map<String, String> authorization() {
    return Map.of("authorization", "Bearer " + key);
  }

  static void putAll(DynamoDbClient dynamo, String table) {
    for (DemoKeys demo : values()) {
      byte[] hash = Ids.sha256().digest(demo.key.getBytes(StandardCharsets.UTF_8));
      dynamo.putItem(
          request ->
              request
                  .tableName(table)
                  .item(
                      Map.of(
                          "keyHash", AttributeValue.fromS(HexFormat.of().formatHex(hash)),
                          "owner", AttributeValue.fromS(demo.owner),
                          "scopes", AttributeValue.fromS(demo.scopes))));
    }
  }
}
