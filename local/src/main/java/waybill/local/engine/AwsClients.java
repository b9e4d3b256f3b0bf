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

/** The SDK's clients against an engine or an emulator, with credentials that are none. */
public final class AwsClients {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
  private static final StaticCredentialsProvider NO_CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  private AwsClients() {}

  public static DynamoDbClient dynamo(Endpoints endpoints) {
    return at(endpoints.dynamo(), DynamoDbClient.builder());
  }

  public static DynamoDbStreamsClient streams(Endpoints endpoints) {
    return at(endpoints.dynamo(), DynamoDbStreamsClient.builder());
  }

  public static SqsClient sqs(Endpoints endpoints) {
    return at(endpoints.sqs(), SqsClient.builder());
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C at(
      URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(NO_CREDENTIALS)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(
            ClientOverrideConfiguration.builder().apiCallTimeout(CALL_TIMEOUT).build())
        .build();
  }
}
