package waybill.local.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import waybill.message.Envelope;
import waybill.platform.BatchRead;
import waybill.platform.BatchRead.Key;
import waybill.platform.Item;
import waybill.platform.Json;

/** The rows of the outbox that are messages, and not the sweeper's own. */
final class Messages {

  private Messages() {}

  static List<Item> in(List<Item> page) {
    return page.stream().filter(row -> row.has("status")).toList();
  }

  /** A row that a stranger wrote may have none. */
  static String type(Item row) {
    return row.textIfAny("type").orElse("message");
  }

  static boolean is(String status, Item row) {
    return row.textIfAny("status").filter(status::equals).isPresent();
  }

  /** Those of these rows that still are what they were. */
  static List<Item> still(String status, List<Item> rows, BatchRead read) {
    Map<Key, Item> now = read.consistent(rows.stream().map(Keys::message).toList());
    return rows.stream()
        .map(Keys::message)
        .filter(key -> now.containsKey(key) && is(status, now.get(key)))
        .map(now::get)
        .toList();
  }

  /** Of a message of any type and version; nothing when it names none. */
  static Optional<String> order(Item row) {
    try {
      return Optional.ofNullable(
          Json.read(row.textIfAny("envelope").orElse("")).path("subject").textValue());
    } catch (Json.Malformed e) {
      return Optional.empty();
    }
  }

  /** What this version understands. */
  static Optional<Envelope> envelope(Item row) {
    try {
      return Optional.of(Envelope.fromJson(row.textIfAny("envelope").orElse("")));
    } catch (Envelope.Unreadable e) {
      return Optional.empty();
    }
  }
}
