package waybill.local.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.DemoKeys;
import waybill.local.LocalPlatform;
import waybill.local.Options;
import waybill.local.engine.Engines;
import waybill.platform.Json;

/** A stack of its own for each test, and commands that are typed against it. */
final class OperatedStack implements AutoCloseable {

  private static final AtomicInteger STACKS = new AtomicInteger();

  /** Never closed: they end with the JVM. */
  private static final Engines ENGINES = Engines.inMemory();

  final String stack = "typed" + STACKS.incrementAndGet();
  final LocalPlatform platform =
      LocalPlatform.start(
          new Options().template(Path.of("../template.yaml")).stackName(stack).engines(ENGINES));

  @Override
  public void close() {
    platform.close();
  }

  Typed typed(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(
        List.of(
            "--dynamodb-url",
            platform.endpoints().dynamo().toString(),
            "--sqs-url",
            platform.endpoints().sqs().toString(),
            "--stack",
            stack));
    return Typed.run(all.toArray(String[]::new));
  }

  String place(String key) {
    Map<String, String> headers = new HashMap<>(DemoKeys.MERCHANT.authorization());
    platform.call("PUT", "/stock/tea", headers, "{\"available\":10}");
    headers.put("idempotency-key", key);
    String body =
        """
        {"customerId": "c", "currency": "EUR",
         "lines": [{"sku": "tea", "quantity": 1, "unitPrice": 150}]}""";
    String answer = platform.call("POST", "/orders", headers, body).text();
    platform.settle();
    return Json.read(answer).path("orderId").asText();
  }

  String messageOf(String order) {
    return platform
        .dynamo()
        .scan(scan -> scan.tableName(stack + "-outbox").consistentRead(true))
        .items()
        .stream()
        .filter(row -> row.containsKey("envelope") && row.get("envelope").s().contains(order))
        .map(row -> row.get("messageId").s())
        .findFirst()
        .orElseThrow();
  }

  void block(String id, String errorClass) {
    Map<String, AttributeValue> row =
        Map.of(
            "bucket", AttributeValue.fromS("BLOCKED#5"),
            "messageId", AttributeValue.fromS(id),
            "type", AttributeValue.fromS("order.eaten"),
            "status", AttributeValue.fromS("BLOCKED"),
            "envelope", AttributeValue.fromS("{}"),
            "createdAt", AttributeValue.fromS("2026-11-22T10:15:00.000Z"),
            "errorClass", AttributeValue.fromS(errorClass),
            "attempts", AttributeValue.fromN("3"));
    platform.dynamo().putItem(put -> put.tableName(stack + "-outbox").item(row));
  }

  void send(String queue, String body) {
    platform.sqs().sendMessage(r -> r.queueUrl(platform.queueUrl(queue)).messageBody(body));
  }
}
