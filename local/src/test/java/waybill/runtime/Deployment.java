package waybill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.flow.StackTables;
import waybill.local.DemoKeys;
import waybill.local.LocalPlatform;
import waybill.local.Options;
import waybill.local.TestClock;
import waybill.local.engine.Endpoints;
import waybill.local.engine.Engines;
import waybill.local.gateway.HttpAnswer;
import waybill.local.template.FunctionSpec;
import waybill.local.template.Template;
import waybill.local.template.TemplateReader;
import waybill.platform.Json;
import waybill.template.EventFiles;

/**
 * A stack whose tables and queues are the engines'. Its functions are there twice: in this process,
 * where nothing runs unless it is asked to, on a clock that stands still, to make what a test needs
 * and to look at what it left; and packaged, on the machine's clock, to be tested. Queues go by the
 * clock that stands still.
 */
final class Deployment implements AutoCloseable {

  private static final Path TEMPLATE = Path.of("../template.yaml");
  private static final Path EVENTS = Path.of("../events");

  /** On a busy machine; Lambda gives 10 s. */
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private static final AtomicInteger STACKS = new AtomicInteger();

  final TestClock time;
  final LocalPlatform platform;

  /** How the packaged functions reach DynamoDB and SQS. */
  final Line dynamo;

  final Line sqs;

  private final Template template;
  private final List<Emulator> emulators = new ArrayList<>();
  private final AtomicInteger orders = new AtomicInteger();

  private static final class Shared {
    /** Of all tests that let no time pass in queues. Never closed: they end with the JVM. */
    private static final Engines ENGINES = Engines.inMemory();
  }

  private Deployment(LocalPlatform platform, TestClock time) throws IOException {
    this.platform = platform;
    this.time = time;
    Endpoints endpoints = platform.endpoints();
    this.dynamo = Line.to(endpoints.dynamo());
    this.sqs = Line.to(endpoints.sqs());
    this.template =
        TemplateReader.read(
            TEMPLATE,
            platform.template().stackName(),
            Map.of(
                "EndpointUrl", dynamo.url().toString(),
                "SqsEndpointUrl", sqs.url().toString(),
                "CallbackTargets", "any"));
  }

  static Deployment open() throws IOException {
    return on(Shared.ENGINES);
  }

  /** On engines whose queues go by this deployment's clock, until there is another on them. */
  static Deployment on(Engines engines) throws IOException {
    Options options =
        new Options()
            .template(TEMPLATE)
            .stackName("packaged" + STACKS.incrementAndGet())
            .engines(engines);
    TestClock time = new TestClock();
    return new Deployment(LocalPlatform.start(options.time(time)), time);
  }

  // ---- packaged

  /** A packaged function with the template's variables and limits. */
  Emulator start(String functionId) throws IOException, InterruptedException {
    FunctionSpec function = template.function(functionId);
    Duration timeout = Duration.ofSeconds(function.timeoutSeconds());
    return start(function, function.environment(), timeout, timeout.plus(START_MAX));
  }

  /** One with another time-out, and that is killed after a life of this length, start included. */
  Emulator start(String functionId, Duration timeout, Duration life)
      throws IOException, InterruptedException {
    FunctionSpec function = template.function(functionId);
    return start(function, function.environment(), timeout, life);
  }

  /** One whose template forgot a variable. */
  Emulator startWithout(String variable, String functionId)
      throws IOException, InterruptedException {
    FunctionSpec function = template.function(functionId);
    Map<String, String> environment = new HashMap<>(function.environment());
    environment.remove(variable);
    return start(function, environment, START_MAX, START_MAX);
  }

  private Emulator start(
      FunctionSpec function, Map<String, String> environment, Duration timeout, Duration life)
      throws IOException, InterruptedException {
    Emulator emulator = Emulator.start(function, environment, timeout, life);
    emulators.add(emulator);
    return emulator;
  }

  static String event(String file) throws IOException {
    return Files.readString(EVENTS.resolve(file));
  }

  // ---- in this process

  /** The state after these events. */
  void given(String... files) throws Exception {
    for (String file : files) {
      platform.invoke(EventFiles.functionFor(EVENTS.resolve(file)), event(file));
    }
  }

  JsonNode call(DemoKeys key, String method, String path, String body) {
    return call(key, method, path, body, Map.of());
  }

  void stock(String sku, long available) {
    call(DemoKeys.MERCHANT, "PUT", "/stock/" + sku, "{\"available\":" + available + "}");
  }

  /** The id of an order of some of a SKU at 1.50. */
  String place(String sku, int quantity) {
    String body =
        "{\"customerId\":\"c-1\",\"currency\":\"EUR\",\"lines\":[{\"sku\":\"%s\",\"quantity\":%d,\"unitPrice\":150}]}"
            .formatted(sku, quantity);
    Map<String, String> headers = Map.of("idempotency-key", "key-" + orders.incrementAndGet());
    return call(DemoKeys.MERCHANT, "POST", "/orders", body, headers).path("orderId").asText();
  }

  private JsonNode call(
      DemoKeys key, String method, String path, String body, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(key.authorization());
    HttpAnswer answer = platform.call(method, path, all, body);
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return Json.read(answer.text());
  }

  /** All rows of a table, by the last part of its name. */
  List<Map<String, AttributeValue>> rows(String table) {
    return tables().rows(table);
  }

  Map<String, AttributeValue> item(String table, Map<String, String> key) {
    return tables().item(table, key);
  }

  String physical(String suffix) {
    return tables().physical(suffix);
  }

  private StackTables tables() {
    return new StackTables(platform.dynamo(), template.stackName());
  }

  @Override
  public void close() throws IOException {
    for (Emulator emulator : emulators) {
      emulator.close();
    }
    dynamo.close();
    sqs.close();
    platform.close();
  }
}
