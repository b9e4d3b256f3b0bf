package waybill.notify;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import waybill.notify.call.AckMode;
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
            .with("secrets", secrets(endpoint.secrets()))
            .with("description", endpoint.description().orElse(null))
            .with("epoch", endpoint.epoch())
            .with("createdAt", endpoint.createdAt())
            .with("typesSince", endpoint.typesSince());
    endpoint.rateLimit().ifPresent(limit -> item.with("rateLimit", limit));
    return endpoint.eventTypes().isEmpty()
        ? item
        : item.with(
            "eventTypes",
            endpoint.eventTypes().stream().map(type -> Item.empty().with("type", type)).toList());
  }

  static Endpoint read(Item item) {
    return new Endpoint(
        item.text("merchantId"),
        item.text("endpointId"),
        item.text("url"),
        item.list("eventTypes").stream().map(each -> each.text("type")).toList(),
        AckMode.named(item.text("ack")).orElseThrow(),
        EndpointStatus.valueOf(item.text("status")),
        item.list("secrets").stream().map(EndpointItem::readSecret).toList(),
        item.textIfAny("description"),
        item.number("epoch"),
        item.numberIfAny("rateLimit")
            .map(limit -> OptionalInt.of(limit.intValue()))
            .orElse(OptionalInt.empty()),
        item.text("createdAt"),
        item.textIfAny("typesSince").orElseGet(() -> item.text("createdAt")));
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

  static List<Item> secrets(List<SigningSecret> secrets) {
    return secrets.stream()
        .map(
            secret -> {
              Item item = Item.empty().with("secret", secret.sealed());
              secret.until().ifPresent(until -> item.with("until", until.toEpochMilli()));
              return item;
            })
        .toList();
  }

  private static SigningSecret readSecret(Item item) {
    return new SigningSecret(
        item.text("secret"), item.numberIfAny("until").map(Instant::ofEpochMilli));
  }
}
