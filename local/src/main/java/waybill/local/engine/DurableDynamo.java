package waybill.local.engine;

import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;

/**
 * DynamoDB Local, but a transaction is answered only once it is on disk.
 *
 * <p>DynamoDB Local 3.3.1 waits for each single write, and answers a transaction when its COMMIT is
 * only queued for the thread that owns the database: killed in between, an answered transaction is
 * lost whole. That thread takes its work in order, so a read that comes back proves the COMMIT.
 */
final class DurableDynamo extends LocalDynamoDBRequestHandler {

  private static final int ANY_AUTHORITY = 0;
  private static final ListTablesRequest SMALLEST_READ =
      ListTablesRequest.builder().limit(1).build();

  DurableDynamo(Optional<Path> directory) {
    super(
        ANY_AUTHORITY,
        directory.isEmpty(),
        directory.map(Path::toString).orElse(null),
        /* sharedDb= */ true,
        /* delayTransientStatuses= */ false);
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(
      String accessKey, String region, TransactWriteItemsRequest request) {
    TransactWriteItemsResponse response = super.transactWriteItems(accessKey, region, request);
    awaitCommit(accessKey, region);
    return response;
  }

  @Override
  public ExecuteTransactionResponse executeTransaction(
      String accessKey, String region, ExecuteTransactionRequest request) {
    ExecuteTransactionResponse response = super.executeTransaction(accessKey, region, request);
    awaitCommit(accessKey, region);
    return response;
  }

  private void awaitCommit(String accessKey, String region) {
    listTables(accessKey, region, SMALLEST_READ);
  }
}
