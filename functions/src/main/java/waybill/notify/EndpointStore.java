package waybill.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.platform.Cancellation;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Table;
import waybill.platform.Timestamp;

/** The endpoints table. A deleted endpoint is not found by any method. */
public final class EndpointStore {

  public static final int ENDPOINTS_MAX = 5;

  /** A tombstone outlives whatever still speaks of the endpoint. */
  private static final Duration TOMBSTONE_KEPT = Duration.ofDays(30);

  private static final String IS_NEW = "attribute_not_exists(endpointId)";
  static final String LIVES = "attribute_exists(endpointId) AND attribute_not_exists(deletedAt)";
  private static final String HAS_ROOM = "attribute_not_exists(living) OR living < :max";

  private final Platform platform;
  private final Retry retry;
  private final Rows rows;
  private final RemainsStore remains;
  private final ReceiverStore receivers;
  private final String table;

  public EndpointStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.remains = new RemainsStore(platform);
    this.receivers = new ReceiverStore(platform);
    this.table = platform.table(Table.ENDPOINTS);
  }

  /**
   * The endpoint and its sequence, or neither; false when the merchant has {@link #ENDPOINTS_MAX},
   * which holds for any number of calls at once.
   */
  public boolean create(Endpoint endpoint) {
    List<TransactWriteItem> writes =
        List.of(
            put(EndpointItem.of(endpoint)),
            put(EndpointItem.newSequence(endpoint)),
            count(endpoint.merchantId(), 1, HAS_ROOM, Map.of(":max", Item.number(ENDPOINTS_MAX))));
    return retry.whileBusy(
        () -> {
          try {
            platform.dynamo().transactWriteItems(request -> request.transactItems(writes));
            return true;
          } catch (TransactionCanceledException e) {
            Cancellation why = Cancellation.of(e);
            // Nobody else knows this id: it stands by a write of ours whose answer was lost.
            if (why.conditionFailedAt(0)) {
              return true;
            }
            if (why.conditionFailedAt(2)) {
              return false;
            }
            throw e;
          }
        });
  }

  /** The merchant's endpoints, the oldest first. */
  public List<Endpoint> all(String merchantId) {
    return receivers.of(merchantId).stream()
        .map(Receiver::endpoint)
        .sorted(Comparator.comparing(Endpoint::createdAt).thenComparing(Endpoint::endpointId))
        .toList();
  }

  public Optional<Endpoint> find(String merchantId, String endpointId) {
    if (!endpointId.startsWith(EndpointItem.PREFIX)) {
      return Optional.empty();
    }
    return rows.find(Table.ENDPOINTS, EndpointItem.key(merchantId, endpointId))
        .filter(item -> !EndpointItem.isDeleted(item))
        .map(EndpointItem::read);
  }

  /**
   * Leaves tombstones of endpoint and sequence, or neither; its deliveries go when these do. False
   * when there is no such one.
   */
  public boolean delete(String merchantId, String endpointId) {
    if (!endpointId.startsWith(EndpointItem.PREFIX)) {
      return false;
    }
    String deletion = platform.ids().next("del_");
    List<TransactWriteItem> writes =
        List.of(
            bury(EndpointItem.key(merchantId, endpointId), deletion),
            bury(EndpointItem.sequenceKey(merchantId, endpointId), deletion),
            count(merchantId, -1, "attribute_exists(living)", Map.of()),
            remains.goAt(platform.time().now().plus(TOMBSTONE_KEPT), merchantId, endpointId));
    return retry.whileBusy(
        () -> {
          try {
            platform.dynamo().transactWriteItems(request -> request.transactItems(writes));
            return true;
          } catch (TransactionCanceledException e) {
            Cancellation why = Cancellation.of(e);
            if (!why.conditionFailedAt(0)) {
              throw e;
            }
            // Deleted already: by somebody else, or by us and the answer was lost.
            return Item.found(why.oldItemAt(0))
                .flatMap(item -> item.textIfAny("deletion"))
                .filter(deletion::equals)
                .isPresent();
          }
        });
  }

  private TransactWriteItem put(Item item) {
    return TransactWriteItem.builder()
        .put(put -> put.tableName(table).item(item.attributes()).conditionExpression(IS_NEW))
        .build();
  }

  /** A tombstone keeps no secret and nothing else that is not needed. */
  private TransactWriteItem bury(Item key, String deletion) {
    Instant now = platform.time().now();
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(table)
                    .key(key.attributes())
                    .updateExpression(
                        "SET deletedAt = :now, deletion = :id, expiresAt = :later"
                            + " REMOVE #url, secrets, description, eventTypes")
                    .conditionExpression(LIVES)
                    .expressionAttributeNames(Map.of("#url", "url"))
                    .expressionAttributeValues(
                        Map.of(
                            ":now", AttributeValue.fromS(Timestamp.of(now)),
                            ":id", AttributeValue.fromS(deletion),
                            ":later", Item.number(now.plus(TOMBSTONE_KEPT).getEpochSecond())))
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  private TransactWriteItem count(
      String merchantId, int by, String condition, Map<String, AttributeValue> values) {
    Map<String, AttributeValue> all = new HashMap<>(values);
    all.put(":by", Item.number(by));
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(table)
                    .key(EndpointItem.key(merchantId, EndpointItem.COUNT).attributes())
                    .updateExpression("ADD living :by")
                    .conditionExpression(condition)
                    .expressionAttributeValues(all))
        .build();
  }
}
