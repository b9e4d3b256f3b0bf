package waybill.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import waybill.notify.gate.Gate;
import waybill.notify.gate.GateItem;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Table;

/**
 * The gates of endpoints, a row each among the endpoint's deliveries. A healthy endpoint has none,
 * and none is written for it. One that is to be woken is in the due index, like a delivery.
 */
final class GateStore {

  /** The sweeper stands in for a timer that was lost. */
  private static final Duration OVERDUE = Duration.ofSeconds(30);

  private static final String IS_NEW = "attribute_not_exists(endpointId)";
  private static final String AS_READ = "version = :read";

  private final Platform platform;
  private final Retry retry;
  private final Rows rows;
  private final String table;

  GateStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.table = platform.table(Table.DELIVERIES);
  }

  /**
   * A gate before and after a change; the same, when there was nothing to change. Where an answer
   * was lost, what it was before may be older: so that somebody is woken once more, not never.
   */
  record Change(Gate before, Gate after) {

    /** When the endpoint is to be looked at; empty when that is as it was before. */
    Optional<Instant> newWakeAt() {
      return after.wakeAt().filter(at -> !before.wakeAt().equals(Optional.of(at)));
    }
  }

  Gate read(String endpointId) {
    return rows.find(Table.DELIVERIES, DeliveryItem.gateKey(endpointId))
        .map(GateItem::read)
        .orElse(Gate.NEW);
  }

  /**
   * Changes the gate as it is at that moment, whoever else does so at the same time.
   *
   * @param known what it was lately; costs no read while that is true
   */
  Change change(Endpoint endpoint, Gate known, UnaryOperator<Gate> step) {
    return change(endpoint.merchantId(), endpoint.endpointId(), known, step);
  }

  Change change(String merchantId, String endpointId, Gate known, UnaryOperator<Gate> step) {
    String changeId = platform.ids().next("chg_");
    Gate[] present = {known};
    return retry.whileBusy(
        () -> {
          Gate before = present[0];
          Gate after = step.apply(before);
          if (after.equals(before)) {
            return new Change(before, before);
          }
          Put put = put(merchantId, endpointId, before, after, changeId);
          try {
            platform
                .dynamo()
                .putItem(
                    request ->
                        request
                            .tableName(put.tableName())
                            .item(put.item())
                            .conditionExpression(put.conditionExpression())
                            .expressionAttributeValues(
                                put.hasExpressionAttributeValues()
                                    ? put.expressionAttributeValues()
                                    : null)
                            .returnValuesOnConditionCheckFailure(
                                put.returnValuesOnConditionCheckFailure()));
            return new Change(before, after.written());
          } catch (ConditionalCheckFailedException e) {
            Item found = Item.of(e.item());
            if (found.textIfAny("changeId").filter(changeId::equals).isPresent()) {
              return new Change(before, after.written());
            }
            present[0] = found(e.item());
            throw Retry.staleIf(true, e);
          }
        });
  }

  /** The same as a step of a transaction, on the condition that the gate is still the one read. */
  TransactWriteItem step(Endpoint endpoint, Gate before, Gate after) {
    String changeId = platform.ids().next("chg_");
    Put put = put(endpoint.merchantId(), endpoint.endpointId(), before, after, changeId);
    return TransactWriteItem.builder().put(put).build();
  }

  /** What a failed condition found. */
  static Gate found(Map<String, AttributeValue> row) {
    return Item.found(row).map(GateItem::read).orElse(Gate.NEW);
  }

  private Put put(String merchantId, String endpointId, Gate before, Gate after, String changeId) {
    Item row =
        GateItem.write(DeliveryItem.gateKey(endpointId), after)
            .with("version", before.version() + 1)
            .with("changeId", changeId)
            .with("merchantId", merchantId);
    after.wakeAt().ifPresent(at -> due(row, endpointId, at));
    Put.Builder put =
        Put.builder()
            .tableName(table)
            .item(row.attributes())
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    return before.version() == 0
        ? put.conditionExpression(IS_NEW).build()
        : put.conditionExpression(AS_READ)
            .expressionAttributeValues(Map.of(":read", Item.number(before.version())))
            .build();
  }

  private static void due(Item row, String endpointId, Instant wakeAt) {
    row.with("attempt", 0)
        .with("round", 0)
        .with("nextAttemptAt", wakeAt.toEpochMilli())
        .with("dueAt", wakeAt.plus(OVERDUE).toEpochMilli())
        .with("dueShard", DeliveryItem.dueShard(endpointId, Timer.GATE));
  }
}
