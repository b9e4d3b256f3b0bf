package waybill.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;
import waybill.local.engine.Engines;
import waybill.local.fixture.Mirror;
import waybill.local.fixture.Seen;
import waybill.local.function.HandlerCode;

/** {@code small.yaml} on shared engines, under a stack name of its own. */
final class SmallPlatform implements AutoCloseable {

  static final Path TEMPLATE = Path.of("src/test/resources/small.yaml");
  static final HandlerCode CODE = new HandlerCode(Mirror.class, "waybill.local.fixture");

  private static final AtomicInteger NUMBER = new AtomicInteger();

  final TestClock clock = new TestClock();
  final String stack = "small" + NUMBER.incrementAndGet();
  final Seen seen = Seen.of(stack);
  final LocalPlatform platform;

  SmallPlatform() {
    this(UnaryOperator.identity());
  }

  SmallPlatform(UnaryOperator<Options> changes) {
    this.platform = LocalPlatform.start(changes.apply(options(stack).time(clock)));
  }

  static Options options(String stack) {
    return new Options()
        .template(TEMPLATE)
        .code(CODE)
        .stackName(stack)
        .random(new SplittableRandom(42))
        .engines(SharedEngines.get());
  }

  void note(String id, String status) {
    platform
        .dynamo()
        .putItem(
            request ->
                request
                    .tableName(stack + "-notes")
                    .item(
                        Map.of(
                            "id", AttributeValue.fromS(id),
                            "owner", AttributeValue.fromS("me"),
                            "status", AttributeValue.fromS(status))));
  }

  void send(String queue, String body, int delaySeconds) {
    platform
        .sqs()
        .sendMessage(
            request ->
                request
                    .queueUrl(platform.queueUrl(queue))
                    .messageBody(body)
                    .delaySeconds(delaySeconds));
  }

  List<String> messages(String queue) {
    return platform
        .sqs()
        .receiveMessage(
            request -> request.queueUrl(platform.queueUrl(queue)).maxNumberOfMessages(10))
        .messages()
        .stream()
        .map(Message::body)
        .toList();
  }

  @Override
  public void close() {
    platform.close();
  }

  /** One pair of engines for all tests of this JVM; it ends with it. */
  static final class SharedEngines {
    private static final Engines ENGINES = Engines.inMemory();

    private SharedEngines() {}

    static Engines get() {
      return ENGINES;
    }
  }
}
