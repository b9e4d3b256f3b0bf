package waybill.localstack;

import com.github.dockerjava.api.DockerClient;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import waybill.local.engine.Endpoints;

/**
 * One LocalStack for all tests of the JVM. Suites keep apart by the names of their stacks.
 *
 * <p>The image is the last one that needs no token.
 */
public final class LocalStack {

  public static final String IMAGE = "localstack/localstack:4.14.0";

  /** What functions run in, which LocalStack starts in containers beside its own. */
  public static final String LAMBDA_IMAGE = "public.ecr.aws/lambda/java:25";

  /** What functions call this machine. */
  public static final String HOST = "host.docker.internal";

  private static final int PORT = 4566;
  private static final Duration START_MAX = Duration.ofMinutes(1);
  private static final int STOP_SECONDS = 60;
  private static final int LOG_TAIL_CHARACTERS = 20_000;

  private final LocalStackContainer container;

  private LocalStack(LocalStackContainer container) {
    this.container = container;
  }

  /** Starts it if this is the first who asks. {@link Images} tells whether that can succeed. */
  public static LocalStack shared() {
    return Holder.SHARED;
  }

  private static final class Holder {
    private static final LocalStack SHARED = start();
  }

  private static LocalStack start() {
    LocalStackContainer container =
        new LocalStackContainer(DockerImageName.parse(IMAGE))
            // Its other streams, kept in Kinesis, lose what is written in a table's first second.
            .withEnv("PROVIDER_OVERRIDE_DYNAMODB", "v2")
            .withEnv("PROVIDER_OVERRIDE_DYNAMODBSTREAMS", "v2")
            // Docker Desktop knows the name by itself; elsewhere it is the bridge's gateway.
            .withEnv("LAMBDA_DOCKER_FLAGS", "--add-host=" + HOST + ":host-gateway")
            // A slow machine takes its time to start a dozen JVMs.
            .withEnv("LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "120")
            // It looks away from a quiet source for up to 10 s, from one that failed for a minute.
            .withEnv("LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC", "1")
            .withEnv("LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_ERROR_SEC", "1");
    container.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(container), "stop-localstack"));
    LocalStack started = new LocalStack(container);
    started.wake();
    return started;
  }

  /** It starts its DynamoDB at the first call, which can take longer than a call of ours may. */
  private void wake() {
    try (DynamoDbClient dynamo =
        DynamoDbClient.builder()
            .endpointOverride(url())
            .region(Region.of(container.getRegion()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey())))
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(START_MAX))
            .build()) {
      dynamo.listTables();
    }
  }

  /**
   * Politely, as a LocalStack that is killed leaves the containers of its functions behind; and
   * what it leaves all the same, because it was too slow, goes too.
   */
  private static void stop(LocalStackContainer container) {
    String id = container.getContainerId();
    FunctionContainers functions = FunctionContainers.of(container);
    DockerClient docker = DockerClientFactory.instance().client();
    docker.stopContainerCmd(id).withTimeout(STOP_SECONDS).exec();
    FunctionContainers.remove(docker, id);
    functions.remove();
  }

  /** All of AWS, at one URL. */
  public URI url() {
    return container.getEndpoint();
  }

  /** The same, as containers beside it reach it. */
  public URI urlBeside() {
    String address =
        container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
            .findFirst()
            .orElseThrow()
            .getIpAddress();
    return URI.create("http://" + address + ":" + PORT);
  }

  public Endpoints endpoints() {
    return new Endpoints(url(), url());
  }

  /** What it has printed so far, for the message of a test that fails. */
  public String log() {
    return container.getLogs();
  }

  /** What may tell why functions do not answer: their containers and the end of the log. */
  public String tellOf(String... functions) {
    FunctionContainers containers = FunctionContainers.of(container);
    String log = log();
    return Stream.of(functions).map(containers::tell).collect(Collectors.joining())
        + "---- LocalStack\n"
        + log.substring(Math.max(0, log.length() - LOG_TAIL_CHARACTERS));
  }
}
