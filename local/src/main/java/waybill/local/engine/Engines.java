package waybill.local.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.local.failure.StartupException;
import waybill.platform.Time;

/**
 * DynamoDB Local and ElasticMQ. Platforms may share them, one after the other or side by side: each
 * has its own stack name, and so its own tables and queues. The clock is shared.
 */
public final class Engines implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

  private final DynamoEngine dynamo;
  private final SqsEngine sqs;
  private final Optional<DirectoryLock> lock;
  private final Clock clock;

  private Engines(DynamoEngine dynamo, SqsEngine sqs, Optional<DirectoryLock> lock, Clock clock) {
    this.dynamo = dynamo;
    this.sqs = sqs;
    this.lock = lock;
    this.clock = clock;
  }

  /** Starts both side by side, as each takes a second or two. */
  public static Engines start(EngineOptions options) {
    Ports.check(options.bind(), options.dynamoPort(), "--dynamodb-port");
    Ports.check(options.bind(), options.sqsPort(), "--sqs-port");
    Optional<DirectoryLock> lock = options.data().map(DirectoryLock::take);
    Clock clock = new Clock();
    CompletableFuture<SqsEngine> sqs =
        CompletableFuture.supplyAsync(
            () -> SqsEngine.start(options.bind(), options.sqsPort(), options.data(), clock::time),
            task -> new Thread(task, "start-sqs").start());
    DynamoEngine dynamo = DynamoEngine.start(options.bind(), options.dynamoPort(), options.data());
    try {
      return new Engines(dynamo, sqs.join(), lock, clock);
    } catch (CompletionException e) {
      stop("DynamoDB Local", dynamo::stop);
      throw e.getCause() instanceof StartupException failure ? failure : e;
    }
  }

  public static Engines inMemory() {
    return start(EngineOptions.inMemory());
  }

  public Endpoints endpoints() {
    return new Endpoints(dynamo.url(), sqs.url());
  }

  /** From now on SQS's delays and visibility pass on this clock. DynamoDB's TTL never does. */
  public void clock(Time time) {
    clock.time = time;
  }

  @Override
  public void close() {
    stop("ElasticMQ", sqs::stop);
    stop("DynamoDB Local", dynamo::stop);
    lock.ifPresent(DirectoryLock::release);
  }

  private static void stop(String name, Stop engine) {
    try {
      engine.run();
    } catch (Exception e) {
      LOG.warn("{} did not stop cleanly", name, e);
    }
  }

  private interface Stop {
    void run() throws Exception;
  }

  private static final class Clock {
    private volatile Time time = Time.system();

    Time time() {
      return time;
    }
  }
}
