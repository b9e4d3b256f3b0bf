package waybill.local.engine;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SDK's clients against an engine or an emulator. Each call has a life, retries included. */
public final class AwsClients {

  /** For what an emulator does for the first time, when it may start a service behind the call. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /** For triggers, whose receives wait for messages. */
  private static final Duration ORDINARY = Duration.ofSeconds(10);

  /**
   * For functions: within their own time-out, so that a caller hears 503 from the function itself
   * when an endpoint accepts calls and does not answer. On AWS it is shorter still; a laptop under
   * load may take longer than AWS ever does.
   */
  public static final Duration IN_A_FUNCTION = Duration.ofSeconds(5);

  private AwsClients() {}

  public static DynamoDbClient dynamo(Endpoints endpoints) {
    return dynamo(endpoints, ORDINARY);
  }

  public static DynamoDbStreamsClient streams(Endpoints endpoints) {
    return streams(endpoints, ORDINARY);
  }

  public static SqsClient sqs(Endpoints endpoints) {
    return sqs(endpoints, ORDINARY);
  }

  public static DynamoDbClient dynamo(Endpoints endpoints, Duration life) {
    return at(endpoints.dynamo(), endpoints.caller(), life, DynamoDbClient.builder());
  }

  public static DynamoDbStreamsClient streams(Endpoints endpoints, Duration life) {
    return at(endpoints.dynamo(), endpoints.caller(), life, DynamoDbStreamsClient.builder());
  }

  public static SqsClient sqs(Endpoints endpoints, Duration life) {
    return at(endpoints.sqs(), endpoints.caller(), life, SqsClient.builder());
  }

  /** Of AWS itself, with the credentials and the Region that the AWS CLI would take. */
  public static DynamoDbClient dynamoOnAws() {
    return living(ORDINARY, DynamoDbClient.builder()).build();
  }

  /** Of AWS itself, with the credentials and the Region that the AWS CLI would take. */
  public static SqsClient sqsOnAws() {
    return living(ORDINARY, SqsClient.builder()).build();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C at(
      URI endpoint, Caller caller, Duration life, B builder) {
    return living(life, builder)
        .endpointOverride(endpoint)
        .region(Region.of(caller.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(caller.accessKeyId(), caller.secretAccessKey())))
        .build();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B living(
      Duration life, B builder) {
    return builder
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(life))
        .overrideConfiguration(ClientOverrideConfiguration.builder().apiCallTimeout(life).build());
  }
}
