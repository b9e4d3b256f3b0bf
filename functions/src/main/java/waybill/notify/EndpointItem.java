package waybill.notify;

import java.util.List;
import java.util.OptionalInt;
import waybill.platform.Item;

/**
 * How endpoints lie in their table. The sequence is an item of its own, so that giving out numbers
 * never conflicts with a change of the endpoint; the count of living endpoints is another.
 */
final class EndpointItem {

  static final String PREFIX = "ep_";
  static final String SEQUENCE_PREFIX = "seq#";
  static final String COUNT = "limit#";

  private EndpointItem() {}

  static Item of(Endpoint endpoint) {
    Item item =
        key(endpoint.merchantId(), endpoint.endpointId())
            .with("url", endpoint.url())
            .with("ack", endpoint.ack().text())
            .with("status", endpoint.status().name())
            .with("secrets", named("secret", endpoint.secrets()))
            .with("description", endpoint.description().orElse(null))
            .with("epoch", endpoint.epoch())
            .with("createdAt", endpoint.createdAt());
    endpoint.rateLimit().ifPresent(limit -> item.with("rateLimit", limit));
    return endpoint.eventTypes().isEmpty()
        ? item
        : item.with("eventTypes", named("type", endpoint.eventTypes()));
  }

  static Endpoint read(Item item) {
    return new Endpoint(
        item.text("merchantId"),
        item.text("endpointId"),
        item.text("url"),
        item.list("eventTypes").stream().map(each -> each.text("type")).toList(),
        AckMode.named(item.text("ack")).orElseThrow(),
        EndpointStatus.valueOf(item.text("status")),
        item.list("secrets").stream().map(each -> each.text("secret")).toList(),
        item.textIfAny("description"),
        item.number("epoch"),
        item.numberIfAny("rateLimit")
            .map(limit -> OptionalInt.of(limit.intValue()))
            .orElse(OptionalInt.empty()),
        item.text("createdAt"));
  }

  static Item newSequence(Endpoint endpoint) {
    return sequenceKey(endpoint.merchantId(), endpoint.endpointId())
        .with("lastSeq", 0)
        .with("ackedSeq", 0);
  }

  static boolean isDeleted(Item item) {
    return item.has("deletedAt");
  }

  static Item sequenceKey(String merchantId, String endpointId) {
    return key(merchantId, SEQUENCE_PREFIX + endpointId);
  }

  static Item key(String merchantId, String sortKey) {
    return Item.empty().with("merchantId", merchantId).with("endpointId", sortKey);
  }

  private static List<Item> named(String name, List<String> texts) {
    return texts.stream().map(text -> Item.empty().with(name, text)).toList();
  }
}
