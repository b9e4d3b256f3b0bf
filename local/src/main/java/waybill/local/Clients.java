package waybill.local;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.engine.AwsClients;
import waybill.local.engine.Endpoints;

/**
 * The platform's own clients, which no fault that a test injects can reach, and those under the
 * functions', which are less patient.
 */
record Clients(
    DynamoDbClient dynamo,
    DynamoDbStreamsClient streams,
    SqsClient sqs,
    DynamoDbClient functionsDynamo,
    SqsClient functionsSqs)
    implements AutoCloseable {

  static Clients of(Endpoints endpoints) {
    return new Clients(
        AwsClients.dynamo(endpoints),
        AwsClients.streams(endpoints),
        AwsClients.sqs(endpoints),
        AwsClients.dynamo(endpoints, AwsClients.IN_A_FUNCTION),
        AwsClients.sqs(endpoints, AwsClients.IN_A_FUNCTION));
  }

  @Override
  public void close() {
    dynamo.close();
    streams.close();
    sqs.close();
    functionsDynamo.close();
    functionsSqs.close();
  }
}
