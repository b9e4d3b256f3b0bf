package waybill.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import waybill.platform.BatchRead;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Table;

/** The deliveries table, for look-up. They show as their endpoint stands when it is read first. */
public final class DeliveryStore {

  /** Rows that one page looks at; a filter that matches little ends the page here. */
  static final int LOOKED_AT_MAX = 500;

  private static final int ROWS_PER_READ_MAX = 100;

  private final Platform platform;
  private final Retry retry;
  private final Rows rows;
  private final BatchRead read;
  private final AttemptLogStore log;
  private final String table;

  public DeliveryStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.read = new BatchRead(platform);
    this.log = new AttemptLogStore(platform);
    this.table = platform.table(Table.DELIVERIES);
  }

  /**
   * @param nextAfterSeq the last one looked at; where the next page begins
   * @param hasMore whether there was more to look at
   */
  public record Page(List<Delivery> items, long nextAfterSeq, boolean hasMore) {}

  /** Nothing when the merchant has no such endpoint. */
  public Optional<Standing> standing(String merchantId, String endpointId) {
    BatchRead.Key endpoint = key(merchantId, endpointId);
    BatchRead.Key sequence = key(merchantId, EndpointItem.SEQUENCE_PREFIX + endpointId);
    Map<BatchRead.Key, Item> found = read.consistent(List.of(endpoint, sequence));
    return Optional.ofNullable(found.get(endpoint))
        .filter(item -> !EndpointItem.isDeleted(item) && found.containsKey(sequence))
        .map(item -> Standing.of(item, found.get(sequence)));
  }

  private static BatchRead.Key key(String merchantId, String sortKey) {
    return new BatchRead.Key(
        Table.ENDPOINTS, Map.of("merchantId", merchantId, "endpointId", sortKey));
  }

  /**
   * Deliveries after {@code afterSeq} in the order of their numbers, read consistently. The page
   * ends before a number that is not visible yet, so that a reader who goes on from {@code
   * nextAfterSeq} misses none.
   */
  public Page page(Standing standing, long afterSeq, int limit, Set<DeliveryStatus> wanted) {
    List<Delivery> items = new ArrayList<>();
    long looked = afterSeq;
    while (looked - afterSeq < LOOKED_AT_MAX) {
      QueryResponse rows = rows(standing.endpointId(), looked);
      for (Map<String, AttributeValue> row : rows.items()) {
        Delivery delivery = DeliveryItem.read(Item.of(row), standing);
        boolean isGap = delivery.seq() != looked + 1;
        if (isGap || items.size() == limit) {
          return new Page(items, looked, true);
        }
        looked = delivery.seq();
        if (wanted.contains(delivery.status())) {
          items.add(delivery.withoutLog());
        }
      }
      if (rows.lastEvaluatedKey().isEmpty()) {
        return new Page(items, looked, false);
      }
    }
    return new Page(items, looked, true);
  }

  /** A delivery with the log of its current round. */
  public Optional<Delivery> one(Standing standing, long seq) {
    return rows.find(Table.DELIVERIES, DeliveryItem.rowKey(standing.endpointId(), seq))
        .map(row -> withWholeLog(standing, row));
  }

  private Delivery withWholeLog(Standing standing, Item row) {
    Delivery delivery = DeliveryItem.read(row, standing);
    Map<Integer, Attempt> lines = new TreeMap<>();
    log.read(standing.endpointId(), delivery.seq(), (int) row.number("round"))
        .forEach(line -> lines.put(line.attempt(), line));
    // One that was taken for crashed may have been closed after all.
    delivery.attemptLog().forEach(line -> lines.put(line.attempt(), line));
    return delivery.withLog(List.copyOf(lines.values()));
  }

  private QueryResponse rows(String endpointId, long afterSeq) {
    Map<String, AttributeValue> values =
        Map.of(
            ":endpoint", AttributeValue.fromS(endpointId),
            ":first", AttributeValue.fromS(Notice.sequence(afterSeq + 1)),
            ":last", AttributeValue.fromS(DeliveryItem.LAST_ROW));
    return retry.whileBusy(
        () ->
            platform
                .dynamo()
                .query(
                    request ->
                        request
                            .tableName(table)
                            .consistentRead(true)
                            .limit(ROWS_PER_READ_MAX)
                            .keyConditionExpression(
                                "endpointId = :endpoint AND seq BETWEEN :first AND :last")
                            .expressionAttributeValues(values)));
  }
}
