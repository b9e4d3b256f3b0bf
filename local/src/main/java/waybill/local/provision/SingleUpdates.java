package waybill.local.provision;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import waybill.local.template.TableSpec;

/**
 * For an endpoint without PartiQL's updates: makes each update of a batch of statements an
 * UpdateItem with the same condition. Every other call, and a batch with any other statement in it,
 * goes through as it is.
 */
final class SingleUpdates implements InvocationHandler {

  private final DynamoDbClient dynamo;
  private final UpdateStatement statements;

  private SingleUpdates(DynamoDbClient dynamo, List<TableSpec> tables) {
    this.dynamo = dynamo;
    this.statements = UpdateStatement.of(tables);
  }

  static DynamoDbClient around(DynamoDbClient dynamo, List<TableSpec> tables) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            new SingleUpdates(dynamo, tables));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (arguments != null && arguments[0] instanceof Consumer<?>) {
      // It builds a request and comes back with it.
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    if (arguments != null && arguments[0] instanceof BatchExecuteStatementRequest batch) {
      List<Optional<UpdateItemRequest>> updates =
          batch.statements().stream().map(statements::update).toList();
      if (updates.stream().allMatch(Optional::isPresent)) {
        return BatchExecuteStatementResponse.builder()
            .responses(updates.stream().map(Optional::get).map(this::update).toList())
            .build();
      }
    }
    try {
      return method.invoke(dynamo, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private BatchStatementResponse update(UpdateItemRequest update) {
    BatchStatementResponse.Builder answer =
        BatchStatementResponse.builder().tableName(update.tableName());
    try {
      dynamo.updateItem(update);
    } catch (ConditionalCheckFailedException e) {
      answer.error(
          error ->
              error
                  .code(BatchStatementErrorCodeEnum.CONDITIONAL_CHECK_FAILED)
                  .message(e.awsErrorDetails().errorMessage()));
    }
    return answer.build();
  }
}
