package waybill.platform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads items of several tables by their keys in as few calls as DynamoDB allows. */
public final class BatchRead {

  /** Limit of BatchGetItem. */
  private static final int KEYS_PER_CALL_MAX = 100;

  private final Platform platform;
  private final Retry retry;

  public BatchRead(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
  }

  /** An item of a table by the attributes of its key, all of them texts. */
  public record Key(Table table, Map<String, String> attributes) {

    public Key(Table table, String name, String value) {
      this(table, Map.of(name, value));
    }

    boolean names(Map<String, AttributeValue> row) {
      return attributes.entrySet().stream()
          .allMatch(each -> each.getValue().equals(row.get(each.getKey()).s()));
    }

    Map<String, AttributeValue> item() {
      Item item = Item.empty();
      attributes.forEach(item::with);
      return item.attributes();
    }
  }

  /** The items that exist; each is read consistently, all of them not at one instant. */
  public Map<Key, Item> consistent(List<Key> keys) {
    Map<Key, Item> found = new HashMap<>();
    for (int from = 0; from < keys.size(); from += KEYS_PER_CALL_MAX) {
      List<Key> missing =
          new ArrayList<>(keys.subList(from, Math.min(from + KEYS_PER_CALL_MAX, keys.size())));
      retry.whileBusy(() -> readInto(found, missing));
    }
    return found;
  }

  /** What an answer leaves unprocessed is asked for again, as after throttling. */
  private int readInto(Map<Key, Item> found, List<Key> missing) {
    BatchGetItemResponse answer =
        platform.dynamo().batchGetItem(request -> request.requestItems(requests(missing)));
    for (Key key : missing) {
      for (Map<String, AttributeValue> row :
          answer.responses().getOrDefault(platform.table(key.table()), List.of())) {
        if (key.names(row)) {
          found.put(key, Item.of(row));
        }
      }
    }
    if (answer.hasUnprocessedKeys() && !answer.unprocessedKeys().isEmpty()) {
      missing.removeIf(key -> !isLeft(key, answer.unprocessedKeys()));
      throw Retry.again(missing.size() + " keys were not read");
    }
    return found.size();
  }

  private boolean isLeft(Key key, Map<String, KeysAndAttributes> unprocessed) {
    KeysAndAttributes left = unprocessed.get(platform.table(key.table()));
    return left != null && left.keys().stream().anyMatch(key::names);
  }

  private Map<String, KeysAndAttributes> requests(List<Key> keys) {
    Map<String, List<Map<String, AttributeValue>>> byTable = new HashMap<>();
    for (Key key : keys) {
      byTable
          .computeIfAbsent(platform.table(key.table()), table -> new ArrayList<>())
          .add(key.item());
    }
    Map<String, KeysAndAttributes> requests = new HashMap<>();
    byTable.forEach(
        (table, each) ->
            requests.put(
                table, KeysAndAttributes.builder().consistentRead(true).keys(each).build()));
    return requests;
  }
}
