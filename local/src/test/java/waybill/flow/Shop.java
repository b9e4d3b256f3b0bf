package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.DemoKeys;
import waybill.local.LocalPlatform;
import waybill.local.Options;
import waybill.local.template.TableSpec;

/**
 * Waybill on a {@link BackEnd}, with a clock that the test owns: requests go in by the gateway,
 * time passes by {@link #tick}, and what is to happen at a moment happens in {@link #settle}.
 */
final class Shop implements AutoCloseable {

  /** Each has a stack of its own on the back end that all share. */
  private static final AtomicInteger SHOPS = new AtomicInteger();

  private static final Duration SWEEPS_EVERY = Duration.ofMinutes(1);

  final MovableTime time = new MovableTime();
  final Figures figures = new Figures(time);
  final LocalPlatform platform;
  private final AtomicInteger keys = new AtomicInteger();
  private final RecordedCalls calls = new RecordedCalls();
  private boolean isHandedOn;

  private Shop(Consumer<Options> changes) {
    int number = SHOPS.incrementAndGet();
    Options options =
        new Options()
            .template(Path.of("../template.yaml"))
            .stackName("shop" + number)
            .random(new Random(number))
            .time(time)
            .metrics(figures);
    BackEnd.current().under(options);
    changes.accept(Shards.are(Shards.USUAL, options));
    this.platform = LocalPlatform.start(calls.in(options));
  }

  static Shop open() {
    return new Shop(options -> {});
  }

  static Shop open(Consumer<Options> changes) {
    return new Shop(changes);
  }

  static Shop open(Faults faults) {
    return new Shop(
        options -> options.dynamo(faults::around).sqs(faults::around).key(faults::around));
  }

  // ---- requests

  Answer call(DemoKeys key, String method, String path, String body) {
    return call(key, method, path, body, Map.of());
  }

  Answer call(DemoKeys key, String method, String path, String body, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(key.authorization());
    return ask(method, path, all, body);
  }

  /** Without a key of the demo's; each call is held to the API's description. */
  Answer ask(String method, String path, Map<String, String> headers, String body) {
    Answer answer = Answer.of(platform.call(method, path, headers, body));
    ApiDescription.describes(method, path, body, answer);
    return answer;
  }

  Answer get(String path) {
    return call(DemoKeys.MERCHANT, "GET", path, "");
  }

  void stock(String sku, long available) {
    call(DemoKeys.MERCHANT, "PUT", "/stock/" + sku, "{\"available\":" + available + "}").is(200);
  }

  /** Places an order of one line at 1.50 apiece, under a key of its own. */
  String place(String sku, int quantity) {
    return placeWithKey("key-" + keys.incrementAndGet(), sku, quantity).is(201).text("orderId");
  }

  Answer placeWithKey(String key, String sku, int quantity) {
    return call(
        DemoKeys.MERCHANT, "POST", "/orders", order(sku, quantity), Map.of("idempotency-key", key));
  }

  static String order(String sku, int quantity) {
    return "{\"customerId\":\"c-1\",\"currency\":\"EUR\",\"lines\":[{\"sku\":\""
        + sku
        + "\",\"quantity\":"
        + quantity
        + ",\"unitPrice\":150}]}";
  }

  Answer cancel(String orderId) {
    return call(DemoKeys.MERCHANT, "POST", "/orders/" + orderId + "/cancel", "");
  }

  Answer pay(String orderId, String paymentId, long amount) {
    return call(
        DemoKeys.ACQUIRER,
        "POST",
        "/orders/" + orderId + "/payments",
        "{\"paymentId\":\"" + paymentId + "\",\"amount\":" + amount + ",\"currency\":\"EUR\"}");
  }

  /** Registers a URL for callbacks. */
  JsonNode endpoint(String url) {
    return call(DemoKeys.MERCHANT, "POST", "/endpoints", "{\"url\":\"" + url + "\"}")
        .is(201)
        .json();
  }

  // ---- time

  /** Everything that is to happen at this moment. */
  void settle() {
    platform.settle();
  }

  /** Lets time pass minute by minute, as the sweeper's schedule does, and settles each time. */
  void tick(Duration span) {
    Duration left = span;
    while (!left.isZero()) {
      Duration step = left.compareTo(SWEEPS_EVERY) < 0 ? left : SWEEPS_EVERY;
      pass(step);
      if (step.equals(SWEEPS_EVERY)) {
        sweep();
      }
      left = left.minus(step);
    }
  }

  /** Lets much time pass, with a sweep now and then: as after each minute, only sooner told. */
  void tick(Duration span, Duration every) {
    for (Duration left = span; !left.isZero(); left = left.minus(every)) {
      pass(every);
      sweep();
    }
  }

  /** Lets time pass and settles, without the sweeper. */
  void pass(Duration span) {
    time.sleep(span);
    settle();
  }

  void sweep() {
    platform.fire("SweeperFunction");
    settle();
  }

  // ---- what is to be seen

  SeenOrder order(String orderId) {
    return new SeenOrder(get("/orders/" + orderId).is(200).json());
  }

  void stockIs(String sku, long available, long taken) {
    assertThat(get("/stock/" + sku).is(200).number("available")).isEqualTo(available);
    assertThat(item("stock", Map.of("id", "s#demo#" + sku)).get("taken").n())
        .isEqualTo(Long.toString(taken));
  }

  void pointsAre(long balance) {
    assertThat(get("/customers/c-1/points").is(200).number("balance")).isEqualTo(balance);
  }

  /** All rows of a table, by the last part of its name. */
  List<Map<String, AttributeValue>> rows(String table) {
    return tables().rows(table);
  }

  /** The outbox rows of a type of message. */
  List<Map<String, AttributeValue>> outbox(String type) {
    return rows("outbox").stream()
        .filter(row -> row.containsKey("type") && row.get("type").s().equals(type))
        .toList();
  }

  Map<String, AttributeValue> item(String table, Map<String, String> key) {
    return tables().item(table, key);
  }

  String physical(String suffix) {
    return tables().physical(suffix);
  }

  private StackTables tables() {
    return new StackTables(platform.dynamo(), platform.template().stackName());
  }

  /** Puts a message into a queue once more, or one that nobody else would send. */
  void send(String queue, String body) {
    platform.sqs().sendMessage(r -> r.queueUrl(platform.queueUrl(queue)).messageBody(body));
  }

  /** Keeps the stack at this shop's end, for another that names it. */
  String handsOn() {
    isHandedOn = true;
    return platform.template().stackName();
  }

  /**
   * Leaves no table behind: DynamoDB Local reads the descriptions of all its tables again and
   * again, and each test would pay for those of all before it.
   */
  @Override
  public void close() {
    if (!isHandedOn) {
      for (TableSpec table : platform.template().tables()) {
        platform.dynamo().deleteTable(request -> request.tableName(table.name()));
      }
    }
    platform.close();
    calls.areAllowed();
  }
}
