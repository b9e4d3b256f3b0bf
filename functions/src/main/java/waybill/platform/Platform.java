package waybill.platform;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The one seam to the world outside: a handler gets its clock, ids, randomness, settings, metrics
 * and AWS clients from here and from nowhere else.
 */
public final class Platform {

  private final Settings settings;
  private final Time time;
  private final RandomGenerator random;
  private final Ids ids;
  private final DynamoDbClient dynamo;
  private final Queues queues;
  private final Metrics metrics;
  private final UnaryOperator<SecretsKey> aroundKey;
  private SecretBox secrets;

  /** Its metrics go to the log. */
  public Platform(
      Settings settings, Time time, RandomGenerator random, DynamoDbClient dynamo, SqsClient sqs) {
    this(settings, time, random, dynamo, sqs, Metrics.logged(settings.stackName()));
  }

  public Platform(
      Settings settings,
      Time time,
      RandomGenerator random,
      DynamoDbClient dynamo,
      SqsClient sqs,
      Metrics metrics) {
    this(settings, time, random, dynamo, sqs, metrics, key -> key);
  }

  /**
   * @param aroundKey may stand between the functions and the key that secrets are sealed with
   */
  public Platform(
      Settings settings,
      Time time,
      RandomGenerator random,
      DynamoDbClient dynamo,
      SqsClient sqs,
      Metrics metrics,
      UnaryOperator<SecretsKey> aroundKey) {
    this.settings = settings;
    this.time = time;
    this.random = random;
    this.ids = new Ids(random);
    this.dynamo = dynamo;
    this.queues = new Queues(settings, sqs);
    this.metrics = metrics;
    this.aroundKey = aroundKey;
  }

  /**
   * As on Lambda. Randomness is SecureRandom, which the runtime reseeds after a SnapStart restore;
   * a seeded generator in the snapshot would give every restored environment the same ids.
   */
  public static Platform fromEnvironment() {
    Settings settings = Settings.of(System.getenv());
    Metrics metrics = new Metrics(settings.stackName(), System.out::println);
    Platform platform =
        new Platform(
            settings,
            Time.system(),
            new SecureRandom(),
            Clients.dynamo(settings, new ClockCheck(Time.system(), metrics)),
            Clients.sqs(settings),
            metrics);
    Priming.register(platform);
    return platform;
  }

  public Settings settings() {
    return settings;
  }

  public Time time() {
    return time;
  }

  public RandomGenerator random() {
    return random;
  }

  public Ids ids() {
    return ids;
  }

  public DynamoDbClient dynamo() {
    return dynamo;
  }

  public Queues queues() {
    return queues;
  }

  public Metrics metrics() {
    return metrics;
  }

  /** To be asked for where a handler is made: only who keeps secrets has a client of KMS. */
  public synchronized SecretBox secrets() {
    if (secrets == null) {
      secrets = new SecretBox(time, aroundKey.apply(Clients.secretsKey(settings, random)));
    }
    return secrets;
  }

  synchronized Optional<SecretBox> secretsIfAsked() {
    return Optional.ofNullable(secrets);
  }

  public String table(Table table) {
    return settings.table(table);
  }
}
