package waybill.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What was answered is there after SIGKILL, which comes right after the answer. Begins first and
 * runs beside the other tests: its engines are processes of their own, and most of its time is
 * theirs to start.
 */
@Tag("durability")
@Execution(ExecutionMode.CONCURRENT)
@Order(0)
class DurabilityTest {

  private static final int LANES = 2;

  /**
   * A hundred are a suite of their own, in .ci/run: most of that time is for processes to start.
   */
  private static final int QUEUE_KILLS_PER_LANE = Integer.getInteger("waybill.kills", 20) / LANES;

  private static final int TABLE_KILLS_PER_LANE = Math.max(2, QUEUE_KILLS_PER_LANE / 5);
  private static final String TABLE = "pairs";

  @TempDir Path directory;

  private interface Lane {
    void run(Path directory) throws Exception;
  }

  @Test
  void a_message_that_was_answered_survives_a_kill_each_time() throws Exception {
    ClassArchive classes = ClassArchive.of("sqs", directory, engine -> send(engine, "training"));
    inLanes(own -> sendAndKill(classes, own));
  }

  @Test
  void a_transaction_that_was_answered_survives_a_kill_with_its_stream() throws Exception {
    ClassArchive classes = ClassArchive.of("dynamo", directory, engine -> transact(engine, 0));
    inLanes(own -> transactAndKill(classes, own));
  }

  private void inLanes(Lane lane) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(LANES);
    try {
      List<Callable<Void>> lanes = new ArrayList<>();
      for (int i = 0; i < LANES; i++) {
        Path own = directory.resolve("lane" + i);
        lanes.add(
            () -> {
              lane.run(own);
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(lanes)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void sendAndKill(ClassArchive classes, Path directory)
      throws IOException, InterruptedException {
    for (int i = 0; i < QUEUE_KILLS_PER_LANE; i++) {
      EngineProcess engine = classes.start(directory);
      try {
        send(engine.endpoints(), "message-" + i);
      } finally {
        engine.kill();
      }
    }
    EngineProcess engine = classes.start(directory);
    try (SqsClient sqs = AwsClients.sqs(engine.endpoints())) {
      assertThat(receiveAll(sqs))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, QUEUE_KILLS_PER_LANE).mapToObj(i -> "message-" + i).toList());
    } finally {
      engine.kill();
    }
  }

  private static void send(Endpoints endpoints, String body) {
    try (SqsClient sqs = AwsClients.sqs(endpoints)) {
      String queue = sqs.createQueue(request -> request.queueName("kept")).queueUrl();
      sqs.sendMessage(request -> request.queueUrl(queue).messageBody(body));
    }
  }

  private static List<String> receiveAll(SqsClient sqs) {
    String queue = sqs.getQueueUrl(request -> request.queueName("kept")).queueUrl();
    List<String> bodies = new ArrayList<>();
    List<Message> received;
    do {
      received =
          sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(10)).messages();
      received.forEach(message -> bodies.add(message.body()));
    } while (!received.isEmpty());
    return bodies;
  }

  private static void transactAndKill(ClassArchive classes, Path directory)
      throws IOException, InterruptedException {
    for (int i = 0; i <= TABLE_KILLS_PER_LANE; i++) {
      EngineProcess engine = classes.start(directory);
      try {
        transact(engine.endpoints(), i);
      } finally {
        engine.kill();
      }
    }
  }

  /** One more pair, after a look at those before. */
  private static void transact(Endpoints endpoints, int before) {
    List<TransactWriteItem> pair = List.of(put("a" + before), put("b" + before));
    try (DynamoDbClient dynamo = AwsClients.dynamo(endpoints);
        DynamoDbStreamsClient streams = AwsClients.streams(endpoints)) {
      if (before == 0) {
        createTable(dynamo);
      }
      assertThat(dynamo.scan(request -> request.tableName(TABLE)).count()).isEqualTo(2 * before);
      assertThat(streamed(dynamo, streams)).isEqualTo(2 * before);
      dynamo.transactWriteItems(request -> request.transactItems(pair));
    }
  }

  private static TransactWriteItem put(String id) {
    return TransactWriteItem.builder()
        .put(Put.builder().tableName(TABLE).item(Map.of("id", AttributeValue.fromS(id))).build())
        .build();
  }

  private static void createTable(DynamoDbClient dynamo) {
    dynamo.createTable(
        CreateTableRequest.builder()
            .tableName(TABLE)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                AttributeDefinition.builder()
                    .attributeName("id")
                    .attributeType(ScalarAttributeType.S)
                    .build())
            .keySchema(KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
            .streamSpecification(
                stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE))
            .build());
  }

  private static int streamed(DynamoDbClient dynamo, DynamoDbStreamsClient streams) {
    String arn =
        dynamo.describeTable(request -> request.tableName(TABLE)).table().latestStreamArn();
    String shard =
        streams
            .describeStream(request -> request.streamArn(arn))
            .streamDescription()
            .shards()
            .get(0)
            .shardId();
    String iterator =
        streams
            .getShardIterator(
                request ->
                    request
                        .streamArn(arn)
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    return streams.getRecords(request -> request.shardIterator(iterator)).records().size();
  }
}
