package waybill.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Table;

/**
 * The transaction of an intake: the endpoint's sequence, a row and a marker for each event, and the
 * gate, if it changes.
 */
final class IntakeWriteStore {

  /** Its position in the transaction. */
  static final int SEQUENCE = 0;

  private static final String SEQUENCE_AS_READ = EndpointStore.LIVES + " AND lastSeq = :read";
  private static final String NOT_TAKEN_YET = "attribute_not_exists(endpointId)";

  private final Platform platform;
  private final GateStore gates;

  IntakeWriteStore(Platform platform) {
    this.platform = platform;
    this.gates = new GateStore(platform);
  }

  /** The position of an event's marker; its row is before it. */
  static int marker(int event) {
    return 2 + 2 * event;
  }

  static int gate(IntakePlan plan) {
    return 1 + 2 * plan.entries().size();
  }

  /** All of it or nothing, on the condition that sequence and gate are as they were read. */
  void write(IntakePlan plan, Recipient recipient) {
    Instant now = platform.time().now();
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(raise(recipient.endpoint(), plan));
    for (int i = 0; i < plan.claims().size(); i++) {
      Claim claim = plan.claims().get(i);
      double chance = platform.random().nextDouble();
      String type = plan.entries().get(i).notice().type();
      writes.add(put(IntakeItem.row(claim, type, i < plan.calls(), now, chance), null));
      writes.add(put(IntakeItem.marker(claim), NOT_TAKEN_YET));
    }
    if (plan.changesGate()) {
      writes.add(gates.step(recipient.endpoint(), plan.before(), plan.gate()));
    }
    platform.dynamo().transactWriteItems(request -> request.transactItems(writes));
  }

  private TransactWriteItem raise(Endpoint endpoint, IntakePlan plan) {
    Item key = EndpointItem.sequenceKey(endpoint.merchantId(), endpoint.endpointId());
    Item values = Item.empty().with(":runs", plan.runs().items());
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(platform.table(Table.ENDPOINTS))
                    .key(key.attributes())
                    .updateExpression("SET lastSeq = :last, runs = :runs" + TurnStore.END)
                    .conditionExpression(SEQUENCE_AS_READ)
                    .expressionAttributeValues(
                        Map.of(
                            ":last", Item.number(plan.lastSeq()),
                            ":read", Item.number(plan.firstSeq() - 1),
                            ":runs", values.attributes().get(":runs"))))
        .build();
  }

  private TransactWriteItem put(Item item, String condition) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(platform.table(Table.DELIVERIES))
                    .item(item.attributes())
                    .conditionExpression(condition)
                    .returnValuesOnConditionCheckFailure(
                        condition == null ? null : ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }
}
