package waybill.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

class WholeStartsTest {

  @Test
  void a_request_waits_until_another_engine_is_made_and_is_answered_then() throws Exception {
    DynamoEngine engine = DynamoEngine.start("127.0.0.1", 0, Optional.empty());
    try (DynamoDbClient dynamo = AwsClients.dynamo(new Endpoints(engine.url(), engine.url()))) {
      CompletableFuture<CompletableFuture<ListTablesResponse>> asked = new CompletableFuture<>();
      LocalDynamoDBServerHandler other =
          WholeStarts.make(
              () -> {
                asked.complete(CompletableFuture.supplyAsync(dynamo::listTables));
                waitsOrIsAnswered(asked.join());
                assertThat(asked.join()).isNotDone();
                return new LocalDynamoDBServerHandler(new DurableDynamo(Optional.empty()), null);
              });
      assertThat(asked.join().get().tableNames()).isEmpty();
      other.close();
    } finally {
      engine.stop();
    }
  }

  private static void waitsOrIsAnswered(CompletableFuture<ListTablesResponse> request) {
    while (!WholeStarts.LISTS.hasQueuedThreads() && !request.isDone()) {
      Thread.onSpinWait();
    }
  }
}
