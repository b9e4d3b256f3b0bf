package waybill.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.engine.Caller;
import waybill.local.engine.Endpoints;
import waybill.platform.ClockCheck;
import waybill.platform.Metrics;
import waybill.platform.Time;

/** The machine's clock, which is DynamoDB's here, and so much more. */
record WrongClock(Duration ahead) implements Time {

  static WrongClock by(Duration ahead) {
    return new WrongClock(ahead);
  }

  /** One call of a function whose clock this is. */
  void asksDynamo(Shop shop) {
    Metrics metrics = new Metrics(shop.platform.template().stackName(), shop.figures);
    Endpoints endpoints = shop.platform.endpoints();
    Caller caller = endpoints.caller();
    try (DynamoDbClient dynamo =
        DynamoDbClient.builder()
            .endpointOverride(endpoints.dynamo())
            .region(Region.of(caller.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(caller.accessKeyId(), caller.secretAccessKey())))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(o -> o.addExecutionInterceptor(new ClockCheck(this, metrics)))
            .build()) {
      dynamo.getItem(
          request ->
              request
                  .tableName(shop.physical("keys"))
                  .key(Map.of("keyHash", AttributeValue.fromS("nobody's"))));
    }
  }

  @Override
  public Instant now() {
    return Time.system().now().plus(ahead);
  }

  @Override
  public long nanos() {
    return Time.system().nanos();
  }

  @Override
  public void sleep(Duration span) {
    throw new IllegalStateException("nobody sleeps by a wrong clock");
  }
}
