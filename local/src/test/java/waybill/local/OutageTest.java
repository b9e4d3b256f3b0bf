package waybill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.engine.AwsClients;
import waybill.local.engine.Endpoints;
import waybill.local.gateway.HttpAnswer;
import waybill.platform.Time;

/** An endpoint that goes away under a platform that runs by itself, and comes back. */
class OutageTest {

  private static final Endpoints ENGINES = SmallPlatform.SharedEngines.get().endpoints();
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final String ORDER =
      "{\"customerId\":\"c-1\",\"currency\":\"EUR\","
          + "\"lines\":[{\"sku\":\"tea\",\"quantity\":1,\"unitPrice\":100}]}";

  @Test
  void triggers_go_on_by_themselves_when_the_endpoint_is_back() throws Exception {
    try (Front dynamo = Front.of(ENGINES.dynamo());
        Front sqs = Front.of(ENGINES.sqs());
        SmallPlatform small = live(dynamo, sqs)) {
      small.note("before", "PENDING");
      small.send("work", "before too", 0);
      await(() -> small.seen.items().size() == 2);

      dynamo.down();
      sqs.down();
      await(() -> wasAsked(dynamo, "GetRecords") && wasAsked(sqs, "ReceiveMessage"));
      // No receive of before is under way any more.
      writeTo(small);
      assertThat(small.seen.items()).doesNotContain("meanwhile", "meanwhile too");
      dynamo.up();
      sqs.up();

      // What was just done and not yet deleted may come again.
      await(() -> small.seen.items().containsAll(List.of("meanwhile", "meanwhile too")));
    }
  }

  @Test
  @Timeout(60)
  void callers_hear_503_while_the_endpoint_is_away_and_can_repeat_what_they_asked()
      throws IOException {
    try (Front dynamo = Front.of(ENGINES.dynamo());
        LocalPlatform platform =
            LocalPlatform.start(
                new Options()
                    .template(Path.of("../template.yaml"))
                    .stackName("outage")
                    .endpoints(new Endpoints(dynamo.url(), ENGINES.sqs())))) {
      String before = order(platform, "before", 201);
      dynamo.down();
      assertThat(order(platform, "meanwhile", 503)).contains("\"status\":503");
      dynamo.up();
      order(platform, "meanwhile", 201);
      dynamo.hang();
      assertThat(order(platform, "later", 503)).contains("\"status\":503");
      dynamo.up();

      order(platform, "meanwhile", 201);
      assertThat(order(platform, "before", 201)).isEqualTo(before);
    }
  }

  private static String order(LocalPlatform platform, String key, int status) {
    Map<String, String> headers = new HashMap<>(DemoKeys.MERCHANT.authorization());
    headers.put("idempotency-key", key);
    HttpAnswer answer = platform.call("POST", "/orders", headers, ORDER);
    assertThat(answer.status()).isEqualTo(status);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** Past the fronts. */
  private static void writeTo(SmallPlatform small) {
    try (DynamoDbClient dynamo = AwsClients.dynamo(ENGINES);
        SqsClient sqs = AwsClients.sqs(ENGINES)) {
      dynamo.putItem(
          request ->
              request
                  .tableName(small.stack + "-notes")
                  .item(
                      Map.of(
                          "id", AttributeValue.fromS("meanwhile"),
                          "owner", AttributeValue.fromS("me"),
                          "status", AttributeValue.fromS("PENDING"))));
      sqs.sendMessage(
          request ->
              request.queueUrl(small.platform.queueUrl("work")).messageBody("meanwhile too"));
    }
  }

  private static boolean wasAsked(Front front, String operation) {
    return front.calls().stream().anyMatch(call -> call.operation().equals(operation));
  }

  private static SmallPlatform live(Front dynamo, Front sqs) {
    return new SmallPlatform(
        options ->
            options.time(Time.system()).live().endpoints(new Endpoints(dynamo.url(), sqs.url())));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(LONG_ENOUGH);
    while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
      Time.system().sleep(Duration.ofMillis(20));
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
