package waybill.emulator;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.engine.Endpoints;

/** What stands for AWS, with the tables that all probes share. */
record Emulator(DynamoDbClient dynamo, DynamoDbStreamsClient streams, SqsClient sqs) {

  /**
   * More than the platform's own clients have: an answer is looked for, however busy the machine
   * is, and LocalStack starts its DynamoDB at the first call.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final StaticCredentialsProvider NO_CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  static Emulator at(Endpoints endpoints) {
    Emulator emulator =
        new Emulator(
            patient(endpoints.dynamo(), DynamoDbClient.builder()),
            patient(endpoints.dynamo(), DynamoDbStreamsClient.builder()),
            patient(endpoints.sqs(), SqsClient.builder()));
    Tables.create(emulator.dynamo);
    return emulator;
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C patient(
      URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(NO_CREDENTIALS)
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
        .build();
  }
}
