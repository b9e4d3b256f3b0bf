package waybill.local.provision;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import waybill.local.engine.ClientProxy;
import waybill.local.template.TableSpec;

/**
 * For an endpoint without PartiQL's updates: makes each update of a batch of statements an
 * UpdateItem with the same condition. Every other call, and a batch with any other statement in it,
 * goes through as it is.
 */
final class SingleUpdates {

  private final DynamoDbClient dynamo;
  private final UpdateStatement statements;

  private SingleUpdates(DynamoDbClient dynamo, List<TableSpec> tables) {
    this.dynamo = dynamo;
    this.statements = UpdateStatement.of(tables);
  }

  static DynamoDbClient around(DynamoDbClient dynamo, List<TableSpec> tables) {
    SingleUpdates single = new SingleUpdates(dynamo, tables);
    return ClientProxy.around(
        DynamoDbClient.class,
        dynamo,
        (operation, request, call) -> {
          Optional<BatchExecuteStatementResponse> answer =
              request instanceof BatchExecuteStatementRequest batch
                  ? single.each(batch)
                  : Optional.empty();
          return answer.isPresent() ? answer.get() : call.proceed(request);
        });
  }

  private Optional<BatchExecuteStatementResponse> each(BatchExecuteStatementRequest batch) {
    List<Optional<UpdateItemRequest>> updates =
        batch.statements().stream().map(statements::update).toList();
    return updates.stream().allMatch(Optional::isPresent)
        ? Optional.of(
            BatchExecuteStatementResponse.builder()
                .responses(updates.stream().map(Optional::get).map(this::update).toList())
                .build())
        : Optional.empty();
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
