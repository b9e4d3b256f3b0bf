package waybill.flow;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.engine.ClientProxy;

/**
 * Counts what AWS bills for the functions' writes of items up to 1 KB: two units for each item of a
 * transaction, one for any other write, one for each entry that an index changes.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
 *
 * <p>The index entries are what DynamoDB Local reports; its sums of transactions are not AWS's (it
 * counts several items of one table as one), so these are counted here. {@link #bytes} tells
 * whether an item stays within its 1 KB.
 */
final class CapacityMeter {

  private static final double UNITS_PER_TRANSACTION_ITEM = 2;

  private final DoubleAdder writeUnits = new DoubleAdder();
  private final LongAdder queries = new LongAdder();
  private final LongAdder sqsRequests = new LongAdder();

  DynamoDbClient around(DynamoDbClient client) {
    return ClientProxy.around(DynamoDbClient.class, client, this::dynamo);
  }

  SqsClient around(SqsClient client) {
    return ClientProxy.around(
        SqsClient.class,
        client,
        (operation, request, call) -> {
          if (!operation.equals("getQueueUrl")) {
            sqsRequests.increment();
          }
          return call.proceed(request);
        });
  }

  void reset() {
    writeUnits.reset();
    queries.reset();
    sqsRequests.reset();
  }

  double writeUnits() {
    return writeUnits.sum();
  }

  long queries() {
    return queries.sum();
  }

  long sqsRequests() {
    return sqsRequests.sum();
  }

  private Object dynamo(String operation, Object request, ClientProxy.Call call) throws Throwable {
    ReturnConsumedCapacity indexes = ReturnConsumedCapacity.INDEXES;
    if (request instanceof TransactWriteItemsRequest write) {
      writeUnits.add(UNITS_PER_TRANSACTION_ITEM * write.transactItems().size());
      Object answer = call.proceed(write.toBuilder().returnConsumedCapacity(indexes).build());
      for (ConsumedCapacity consumed : ((TransactWriteItemsResponse) answer).consumedCapacity()) {
        // Indexes follow later, outside the transaction, at the ordinary price.
        writeUnits.add(indexUnits(consumed) / UNITS_PER_TRANSACTION_ITEM);
      }
      return answer;
    }
    if (request instanceof UpdateItemRequest update) {
      writeUnits.add(1);
      Object answer = call.proceed(update.toBuilder().returnConsumedCapacity(indexes).build());
      writeUnits.add(indexUnits(((UpdateItemResponse) answer).consumedCapacity()));
      return answer;
    }
    if (request instanceof QueryRequest query) {
      Object answer = call.proceed(query.toBuilder().returnConsumedCapacity(indexes).build());
      double units = ((QueryResponse) answer).consumedCapacity().capacityUnits();
      queries.add((long) Math.ceil(Math.max(1, units)));
      return answer;
    }
    if (request instanceof BatchExecuteStatementRequest marks) {
      writeUnits.add(marks.statements().size());
    } else if (request instanceof PutItemRequest) {
      writeUnits.add(1);
    }
    return call.proceed(request);
  }

  private static double indexUnits(ConsumedCapacity consumed) {
    return consumed.hasGlobalSecondaryIndexes()
        ? consumed.globalSecondaryIndexes().values().stream()
            .mapToDouble(index -> index.capacityUnits())
            .sum()
        : 0;
  }

  /**
   * The size of an item by the published rules, rounded up.
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
   */
  static int bytes(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToInt(attribute -> utf8(attribute.getKey()) + bytes(attribute.getValue()))
        .sum();
  }

  private static int bytes(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> value.n().length() / 2 + 2;
      case L -> 3 + value.l().stream().mapToInt(each -> 1 + bytes(each)).sum();
      case M -> 3 + value.m().size() + bytes(value.m());
      case BOOL, NUL -> 1;
      default -> throw new IllegalArgumentException("no size rule here for " + value.type());
    };
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
