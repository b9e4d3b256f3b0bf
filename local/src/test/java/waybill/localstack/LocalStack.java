package waybill.localstack;

import java.net.URI;
import java.time.Duration;
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

  private static final Duration START_MAX = Duration.ofMinutes(1);
  private static final int STOP_SECONDS = 30;

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
            .withEnv("PROVIDER_OVERRIDE_DYNAMODBSTREAMS", "v2");
    container.start();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stop(container.getContainerId()), "stop-localstack"));
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

  /** Politely, as a LocalStack that is killed leaves the containers of its functions behind. */
  private static void stop(String id) {
    var docker = DockerClientFactory.instance().client();
    docker.stopContainerCmd(id).withTimeout(STOP_SECONDS).exec();
    docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
  }

  /** All of AWS, at one URL. */
  public URI url() {
    return container.getEndpoint();
  }

  public Endpoints endpoints() {
    return new Endpoints(url(), url());
  }

  /** What it has printed so far, for the message of a test that fails. */
  public String log() {
    return container.getLogs();
  }
}
