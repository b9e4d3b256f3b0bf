package waybill.local;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.engine.Endpoints;
import waybill.local.engine.EngineOptions;
import waybill.local.engine.Engines;
import waybill.local.function.HandlerCode;
import waybill.platform.SecretsKey;
import waybill.platform.Time;

/** How a platform runs. Pumped, without a socket, on engines of its own unless said otherwise. */
public final class Options {

  Path template = Path.of("template.yaml");
  String stackName = "local";
  HandlerCode code = HandlerCode.functions();
  Optional<Engines> engines = Optional.empty();
  Optional<Endpoints> endpoints = Optional.empty();
  Time time = Time.system();
  RandomGenerator random = new SecureRandom();
  boolean live;
  boolean strict;
  OptionalInt port = OptionalInt.empty();
  String bind = EngineOptions.LOOPBACK;
  BiFunction<String, DynamoDbClient, DynamoDbClient> dynamo = (functionId, client) -> client;
  BiFunction<String, SqsClient, SqsClient> sqs = (functionId, client) -> client;
  BiFunction<String, SecretsKey, SecretsKey> key = (functionId, own) -> own;
  Optional<Consumer<String>> metrics = Optional.empty();
  final Set<String> down = new HashSet<>();
  final Map<String, String> parameters = new HashMap<>();
  final Map<String, Map<String, String>> environment = new HashMap<>();
  final Map<String, Duration> schedules = new HashMap<>();

  public Options template(Path file) {
    this.template = file;
    return this;
  }

  /** Platforms of different stack names on the same engines do not see each other. */
  public Options stackName(String name) {
    this.stackName = name;
    return this;
  }

  /** Where the handlers are; the deployed functions unless said otherwise. */
  public Options code(HandlerCode handlers) {
    this.code = handlers;
    return this;
  }

  /** Engines that others may use too; they are not closed with the platform. */
  public Options engines(Engines shared) {
    this.engines = Optional.of(shared);
    return this;
  }

  /** An emulator that runs elsewhere, instead of engines in this process. */
  public Options endpoints(Endpoints elsewhere) {
    this.endpoints = Optional.of(elsewhere);
    return this;
  }

  /** The clock of functions, triggers' pauses, and SQS's delays; start it at or after now. */
  public Options time(Time clock) {
    this.time = clock;
    return this;
  }

  public Options random(RandomGenerator generator) {
    this.random = generator;
    return this;
  }

  /**
   * Takes each metric that a function emits, in the embedded metric format. Without it they are in
   * the log at debug: stdout, where Lambda has them, is for results here.
   */
  public Options metrics(Consumer<String> sink) {
    this.metrics = Optional.of(sink);
    return this;
  }

  /** Triggers run by threads of their own, until the platform is closed. */
  public Options live() {
    this.live = true;
    return this;
  }

  /** Callbacks obey production's rules on addresses. */
  public Options strict() {
    this.strict = true;
    return this;
  }

  /** Serves the HTTP API on a port, 0 for any free one. */
  public Options serve(String address, int httpPort) {
    this.bind = address;
    this.port = OptionalInt.of(httpPort);
    return this;
  }

  /** Triggers of the function start paused, and its routes answer 503. */
  public Options down(String functionId) {
    this.down.add(functionId);
    return this;
  }

  /** A value for a parameter of the template. */
  public Options parameter(String name, String value) {
    this.parameters.put(name, value);
    return this;
  }

  /** A variable of one function, over the template's. */
  public Options environment(String functionId, String name, String value) {
    this.environment.computeIfAbsent(functionId, id -> new HashMap<>()).put(name, value);
    return this;
  }

  /** Another pace for a function's schedule. */
  public Options every(String functionId, Duration pace) {
    this.schedules.put(functionId, pace);
    return this;
  }

  /** Stands between the functions and DynamoDB; the platform's own calls do not pass it. */
  public Options dynamo(UnaryOperator<DynamoDbClient> decorator) {
    return dynamoOf((functionId, client) -> decorator.apply(client));
  }

  /** Stands between the functions and SQS; the platform's own calls do not pass it. */
  public Options sqs(UnaryOperator<SqsClient> decorator) {
    return sqsOf((functionId, client) -> decorator.apply(client));
  }

  /** Stands between the functions and the key that secrets are sealed with. */
  public Options key(UnaryOperator<SecretsKey> decorator) {
    return keyOf((functionId, key) -> decorator.apply(key));
  }

  /** The same, told each function's id. What was put in the way before stands nearer to the key. */
  public Options keyOf(BiFunction<String, SecretsKey, SecretsKey> decorator) {
    BiFunction<String, SecretsKey, SecretsKey> before = key;
    this.key = (functionId, own) -> decorator.apply(functionId, before.apply(functionId, own));
    return this;
  }

  /**
   * The same, told each function's id. What was put in the way before stands nearer to DynamoDB.
   */
  public Options dynamoOf(BiFunction<String, DynamoDbClient, DynamoDbClient> decorator) {
    BiFunction<String, DynamoDbClient, DynamoDbClient> before = dynamo;
    this.dynamo =
        (functionId, client) -> decorator.apply(functionId, before.apply(functionId, client));
    return this;
  }

  /** The same, told each function's id. What was put in the way before stands nearer to SQS. */
  public Options sqsOf(BiFunction<String, SqsClient, SqsClient> decorator) {
    BiFunction<String, SqsClient, SqsClient> before = sqs;
    this.sqs =
        (functionId, client) -> decorator.apply(functionId, before.apply(functionId, client));
    return this;
  }
}
