package waybill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import waybill.local.engine.AwsClients;
import waybill.local.engine.Endpoints;
import waybill.local.failure.StartupException;

/** What a start says of an endpoint on which a promise would not hold: one line, and what to do. */
class EndpointErrorsTest {

  private static final URI DYNAMO = SmallPlatform.SharedEngines.get().endpoints().dynamo();
  private static final URI SQS = SmallPlatform.SharedEngines.get().endpoints().sqs();

  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Test
  void nobody_listens() {
    fails(URI.create("http://127.0.0.1:1"), SQS)
        .contains("nothing answers at --endpoint http://127.0.0.1:1", "connection refused");
  }

  @Test
  void no_host_has_the_name() {
    fails(URI.create("http://emulator.invalid:4566"), SQS)
        .contains("nothing answers at --endpoint http://emulator.invalid:4566", "unknown host");
  }

  @Test
  @Timeout(15)
  void a_port_takes_calls_and_never_answers() throws IOException {
    try (ServerSocket hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      fails(URI.create("http://127.0.0.1:" + hole.getLocalPort()), SQS)
          .contains("nothing answers at --endpoint", "no answer in time");
    }
  }

  @Test
  void a_web_server_answers_with_a_page() throws IOException {
    failsOn(200, "<html>It works!</html>").contains("is no DynamoDB");
    failsOn(501, "<html>Unsupported method</html>").contains("is no DynamoDB", "HTTP 501");
  }

  @Test
  void a_web_server_answers_with_some_json() throws IOException {
    failsOn(200, "{}").contains("is no DynamoDB");
  }

  @Test
  void there_is_no_sqs() {
    fails(DYNAMO, DYNAMO).contains("--endpoint " + DYNAMO + " has no SQS", "--sqs-endpoint");
  }

  @Test
  void sqs_is_given_as_something_else() {
    fails(DYNAMO, URI.create(DYNAMO + "/elsewhere")).contains("--sqs-endpoint", "is no SQS");
    fails(SQS, SQS).contains("--endpoint " + SQS, "is no DynamoDB");
    fails(DYNAMO, URI.create("http://127.0.0.1:1")).contains("nothing answers at --sqs-endpoint");
  }

  @Test
  void there_are_no_streams() throws IOException {
    try (Front front = Front.of(DYNAMO).lack("ListStreams")) {
      fails(front.url(), SQS)
          .contains("has no DynamoDB Streams", "UnknownOperation", "--down OutboxRelay");
    }
  }

  @Test
  void there_are_no_transactions() throws IOException {
    try (Front front = Front.of(DYNAMO).lack("TransactWriteItems")) {
      fails(front.url(), SQS).contains("has no TransactWriteItems", "UnknownOperation");
    }
  }

  @Test
  void transactions_do_not_look_at_their_conditions() throws IOException {
    try (Front front = Front.of(DYNAMO).refuse("TransactWriteItems", 200, "{}")) {
      fails(front.url(), SQS).contains("takes a transaction whose condition fails");
    }
  }

  @Test
  void a_table_is_there_with_another_key() {
    String stack = stack();
    table(stack, "somethingElse");
    fails(stack, DYNAMO, SQS)
        .contains("the table " + stack + "-notes", "(somethingElse S)", "(id S)", "delete it");
  }

  @Test
  void a_table_is_there_without_an_index() {
    String stack = stack();
    table(stack, "id");
    fails(stack, DYNAMO, SQS).contains(stack + "-notes", "no index by-owner");
  }

  private static void table(String stack, String key) {
    AttributeDefinition attribute =
        AttributeDefinition.builder()
            .attributeName(key)
            .attributeType(ScalarAttributeType.S)
            .build();
    KeySchemaElement partition =
        KeySchemaElement.builder().attributeName(key).keyType(KeyType.HASH).build();
    try (DynamoDbClient dynamo = AwsClients.dynamo(SmallPlatform.SharedEngines.get().endpoints())) {
      dynamo.createTable(
          request ->
              request
                  .tableName(stack + "-notes")
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(attribute)
                  .keySchema(partition));
    }
  }

  private static AbstractStringAssert<?> failsOn(int status, String page) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      return fails(url, url);
    } finally {
      server.stop(0);
    }
  }

  private static String stack() {
    return "refused" + NUMBER.incrementAndGet();
  }

  private static AbstractStringAssert<?> fails(URI dynamo, URI sqs) {
    return fails(stack(), dynamo, sqs);
  }

  private static AbstractStringAssert<?> fails(String stack, URI dynamo, URI sqs) {
    StartupException failure =
        catchThrowableOfType(
            StartupException.class,
            () ->
                LocalPlatform.start(
                        SmallPlatform.options(stack).endpoints(new Endpoints(dynamo, sqs)))
                    .close());
    return assertThat(failure.getMessage()).doesNotContain("\n");
  }
}
