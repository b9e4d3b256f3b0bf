package waybill.local;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.engine.AwsClients;
import waybill.local.engine.Endpoints;

/** The platform's own clients, which no fault that a test injects can reach. */
record Clients(DynamoDbClient dynamo, DynamoDbStreamsClient streams, SqsClient sqs)
    implements AutoCloseable {

  static Clients of(Endpoints endpoints) {
    return new Clients(
        AwsClients.dynamo(endpoints), AwsClients.streams(endpoints), AwsClients.sqs(endpoints));
  }

  @Override
  public void close() {
    dynamo.close();
    streams.close();
    sqs.close();
  }
}
