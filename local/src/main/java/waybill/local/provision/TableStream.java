package waybill.local.provision;

import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Finds a table's stream, which has another ARN after the table was made anew. */
public record TableStream(String table, DynamoDbClient dynamo, DynamoDbStreamsClient streams) {

  /** As the table itself tells, or else as the list of streams does; some tell only there. */
  public Optional<String> arn() {
    String latest =
        dynamo.describeTable(request -> request.tableName(table)).table().latestStreamArn();
    return latest == null
        ? streams.listStreams(request -> request.tableName(table)).streams().stream()
            .map(Stream::streamArn)
            .findFirst()
        : Optional.of(latest);
  }
}
