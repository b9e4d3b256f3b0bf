package waybill.emulator;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.platform.Item;

/** Transactions on the shared table, and what became of them. */
final class Transaction {

  private Transaction() {}

  static TransactWriteItem[] steps(Lab lab, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> put(lab.item("step" + i)))
        .toArray(TransactWriteItem[]::new);
  }

  static String write(Lab lab, TransactWriteItem... steps) {
    return write(lab, request -> request.transactItems(steps));
  }

  static String write(Lab lab, Consumer<TransactWriteItemsRequest.Builder> request) {
    try {
      lab.dynamo().transactWriteItems(request);
      return Refusal.TAKEN;
    } catch (TransactionCanceledException e) {
      return e.cancellationReasons().stream()
          .map(Transaction::text)
          .collect(Collectors.joining(", "));
    } catch (RuntimeException e) {
      return Refusal.of(e);
    }
  }

  private static String text(CancellationReason reason) {
    return reason.code() + (reason.hasItem() ? " " + Lab.text(reason.item()) : "");
  }

  static TransactWriteItem put(Item item) {
    return TransactWriteItem.builder()
        .put(put -> put.tableName(Tables.INDEXED).item(item.attributes()))
        .build();
  }

  static TransactWriteItem putNew(Item item, ReturnValuesOnConditionCheckFailure returned) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(Tables.INDEXED)
                    .item(item.attributes())
                    .conditionExpression("attribute_not_exists(p)")
                    .returnValuesOnConditionCheckFailure(returned))
        .build();
  }

  static TransactWriteItem checkThere(Item key) {
    return TransactWriteItem.builder()
        .conditionCheck(
            check ->
                check
                    .tableName(Tables.INDEXED)
                    .key(key.attributes())
                    .conditionExpression("attribute_exists(p)"))
        .build();
  }

  static TransactWriteItem add(Item key, long by) {
    return update(key, "ADD n :by", by, null);
  }

  static TransactWriteItem takeOne(Item key, String condition) {
    return update(key, "SET n = n - :by", 1, condition);
  }

  private static TransactWriteItem update(Item key, String expression, long by, String condition) {
    Map<String, AttributeValue> values = Map.of(":by", Item.number(by));
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(Tables.INDEXED)
                    .key(key.attributes())
                    .updateExpression(expression)
                    .conditionExpression(condition)
                    .expressionAttributeValues(values))
        .build();
  }
}
