package waybill.flow;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.engine.ClientProxy;

/** The functions' code dies in every tenth call to AWS, before it was made or after. */
final class Crashes {

  private static final int EVERY = 10;

  private final Random random;
  private final AtomicInteger crashes = new AtomicInteger();
  private volatile boolean isOn;

  Crashes(Random random) {
    this.random = random;
  }

  DynamoDbClient around(DynamoDbClient client) {
    return ClientProxy.around(DynamoDbClient.class, client, this::call);
  }

  SqsClient around(SqsClient client) {
    return ClientProxy.around(SqsClient.class, client, this::call);
  }

  void begin() {
    isOn = true;
  }

  void end() {
    isOn = false;
  }

  int count() {
    return crashes.get();
  }

  /** By chance: in step with a unit of work, every tenth call would hit the same one for ever. */
  private Object call(String operation, Object request, ClientProxy.Call call) throws Throwable {
    if (!isOn || random.nextInt(EVERY) != 0) {
      return call.proceed(request);
    }
    crashes.incrementAndGet();
    if (random.nextBoolean()) {
      call.proceed(request);
    }
    throw new Crash(operation);
  }

  /** Nothing that any code expects or tries again; without a trace, as there are thousands. */
  private static final class Crash extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Crash(String operation) {
      super("crashed in " + operation, null, false, false);
    }
  }
}
