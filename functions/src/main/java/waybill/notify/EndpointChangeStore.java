package waybill.notify;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Table;
import waybill.platform.Timestamp;
import waybill.platform.Update;

/** Endpoints whose fields are changed by their merchants. */
final class EndpointChangeStore {

  private final Platform platform;
  private final Retry retry;

  EndpointChangeStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
  }

  /**
   * Writes the fields that the change names, and no other: two changes of different fields both
   * stand. With the types goes the time of their change, so that nobody misses what was not asked
   * for at its time. Not for what the endpoint's gate has to know of. False when there is no such
   * endpoint.
   */
  boolean change(String merchantId, String endpointId, EndpointChange change) {
    Update update =
        update(change, platform.time().now())
            .onlyIf("endpointId", endpointId)
            .onlyIfAbsent("deletedAt");
    Item key = EndpointItem.key(merchantId, endpointId);
    try {
      retry.whileBusy(
          () ->
              platform
                  .dynamo()
                  .updateItem(
                      update
                          .request()
                          .tableName(platform.table(Table.ENDPOINTS))
                          .key(key.attributes())
                          .build()));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  static Update update(EndpointChange change, Instant now) {
    Update update = new Update();
    change.url().ifPresent(url -> update.set("url", url));
    change
        .eventTypes()
        .ifPresent(types -> setOrRemove(update.set("typesSince", Timestamp.of(now)), types));
    change.ack().ifPresent(ack -> update.set("ack", ack.text()));
    change.description().ifPresent(text -> setOrRemove(update, text));
    change.rateLimit().ifPresent(limit -> setOrRemove(update, limit));
    return update;
  }

  private static void setOrRemove(Update update, List<String> types) {
    if (types.equals(EndpointChange.ALL_TYPES)) {
      update.remove("eventTypes");
    } else {
      update.set(
          "eventTypes", types.stream().map(type -> Item.empty().with("type", type)).toList());
    }
  }

  private static void setOrRemove(Update update, OptionalInt limit) {
    if (limit.isPresent()) {
      update.set("rateLimit", limit.getAsInt());
    } else {
      update.remove("rateLimit");
    }
  }

  private static void setOrRemove(Update update, String description) {
    if (description.equals(EndpointChange.NO_DESCRIPTION)) {
      update.remove("description");
    } else {
      update.set("description", description);
    }
  }
}
