package waybill.platform;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SDK's clients, with every limit said. */
final class Clients {

  /** The life of a call, retries included: it bounds how late a write can become visible. */
  static final Duration API_CALL_TIMEOUT = Duration.ofSeconds(3);

  private static final Duration API_CALL_ATTEMPT_TIMEOUT = Duration.ofMillis(1500);
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration SOCKET_TIMEOUT = Duration.ofMillis(1500);

  private static final ClientOverrideConfiguration LIMITS =
      ClientOverrideConfiguration.builder()
          .apiCallTimeout(API_CALL_TIMEOUT)
          .apiCallAttemptTimeout(API_CALL_ATTEMPT_TIMEOUT)
          .retryStrategy(RetryMode.STANDARD)
          .build();

  private Clients() {}

  static DynamoDbClient dynamo(Settings settings, ExecutionInterceptor clockCheck) {
    ClientOverrideConfiguration checked =
        LIMITS.toBuilder().addExecutionInterceptor(clockCheck).build();
    return limited(DynamoDbClient.builder(), settings.endpointUrl())
        .overrideConfiguration(checked)
        .build();
  }

  static SqsClient sqs(Settings settings) {
    return limited(SqsClient.builder(), settings.sqsEndpointUrl())
        .overrideConfiguration(LIMITS)
        .build();
  }

  /** KMS has no address of its own here: an address that is not AWS's has no KMS either. */
  static SecretsKey secretsKey(Settings settings, RandomGenerator random) {
    return settings.hasKms()
        ? new KmsKey(
            limited(KmsClient.builder(), Optional.empty()).overrideConfiguration(LIMITS).build(),
            settings.secretsKey())
        : new DevelopmentKey(random);
  }

  /**
   * Credentials come from the SDK's default chain: with SnapStart they are in the container's
   * endpoint, not in environment variables.
   */
  private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B limited(
      B builder, Optional<URI> endpoint) {
    builder.httpClientBuilder(
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECTION_TIMEOUT)
            .socketTimeout(SOCKET_TIMEOUT));
    // Only when given: an empty AWS_ENDPOINT_URL makes the SDK throw, hence a variable of our own.
    endpoint.ifPresent(builder::endpointOverride);
    return builder;
  }
}
