package waybill.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import waybill.platform.BatchRead;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Table;

/** The endpoints table, seen by those who call. */
final class ReceiverStore {

  private final Platform platform;
  private final Retry retry;
  private final BatchRead read;
  private final String table;

  ReceiverStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.read = new BatchRead(platform);
    this.table = platform.table(Table.ENDPOINTS);
  }

  /** The merchant's endpoints with their sequences, in one consistent read. */
  List<Receiver> of(String merchantId) {
    Map<String, Item> items =
        partition(merchantId).stream()
            .filter(item -> !EndpointItem.isDeleted(item))
            .collect(Collectors.toMap(item -> item.text("endpointId"), item -> item));
    List<Receiver> receivers = new ArrayList<>();
    items.forEach(
        (key, item) -> {
          Item sequence = items.get(EndpointItem.SEQUENCE_PREFIX + key);
          if (key.startsWith(EndpointItem.PREFIX) && sequence != null) {
            receivers.add(receiver(item, sequence));
          }
        });
    return receivers;
  }

  /** One endpoint with its sequence; empty if it is deleted, or was never there. */
  Optional<Receiver> find(String merchantId, String endpointId) {
    BatchRead.Key endpoint = key(merchantId, endpointId);
    BatchRead.Key sequence = key(merchantId, EndpointItem.SEQUENCE_PREFIX + endpointId);
    Map<BatchRead.Key, Item> found = read.consistent(List.of(endpoint, sequence));
    return Optional.ofNullable(found.get(endpoint))
        .filter(item -> found.containsKey(sequence))
        .filter(item -> !EndpointItem.isDeleted(item))
        .map(item -> receiver(item, found.get(sequence)));
  }

  /**
   * Its acknowledgements by now; empty if it is deleted, or anything of it is not as it was read.
   */
  Optional<Acks> acksIfStill(Endpoint asRead) {
    return find(asRead.merchantId(), asRead.endpointId())
        .filter(receiver -> receiver.endpoint().equals(asRead))
        .map(Receiver::acks);
  }

  private static BatchRead.Key key(String merchantId, String sortKey) {
    return new BatchRead.Key(
        Table.ENDPOINTS, Map.of("merchantId", merchantId, "endpointId", sortKey));
  }

  private static Receiver receiver(Item endpoint, Item sequence) {
    return new Receiver(
        EndpointItem.read(endpoint),
        sequence.number("lastSeq"),
        SequenceItem.acks(sequence),
        Runs.read(sequence),
        TurnStore.turnsUntil(sequence));
  }

  private List<Item> partition(String merchantId) {
    List<Item> items = new ArrayList<>();
    Map<String, AttributeValue> from = Map.of();
    do {
      Map<String, AttributeValue> start = from;
      QueryResponse page = retry.whileBusy(() -> page(merchantId, start));
      page.items().forEach(item -> items.add(Item.of(item)));
      from = page.lastEvaluatedKey();
    } while (!from.isEmpty());
    return items;
  }

  private QueryResponse page(String merchantId, Map<String, AttributeValue> start) {
    return platform
        .dynamo()
        .query(
            request ->
                request
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("merchantId = :merchant")
                    .expressionAttributeValues(
                        Map.of(":merchant", AttributeValue.fromS(merchantId)))
                    .exclusiveStartKey(start.isEmpty() ? null : start));
  }
}
