package waybill.local.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import waybill.local.engine.AwsClients;
import waybill.local.engine.Engines;
import waybill.local.template.TableSpec;

/** Held to what DynamoDB Local, which has PartiQL, makes of the same statements. */
class SingleUpdatesTest {

  private static final TableSpec STATEMENTS = table("by-statements");
  private static final TableSpec SINGLE = table("one-by-one");

  @Test
  void updates_answer_and_write_as_statements_do() {
    try (Engines engines = Engines.inMemory();
        DynamoDbClient dynamo = AwsClients.dynamo(engines.endpoints())) {
      for (TableSpec table : List.of(STATEMENTS, SINGLE)) {
        assertThat(new TableMaker(dynamo).make(table)).isTrue();
        put(dynamo, table, "pending", "PENDING");
        put(dynamo, table, "sent", "SENT");
      }
      DynamoDbClient single = SingleUpdates.around(dynamo, List.of(SINGLE));

      assertThat(marks(single, SINGLE)).isEqualTo(marks(dynamo, STATEMENTS));
      assertThat(rows(dynamo, SINGLE))
          .isEqualTo(rows(dynamo, STATEMENTS))
          .hasSize(2)
          .allMatch(row -> row.get("status").s().equals("SENT"));
    }
  }

  private static List<String> marks(DynamoDbClient dynamo, TableSpec table) {
    List<BatchStatementRequest> marks =
        List.of(mark(table, "pending"), mark(table, "sent"), mark(table, "nobody"));
    return dynamo.batchExecuteStatement(request -> request.statements(marks)).responses().stream()
        .map(SingleUpdatesTest::result)
        .toList();
  }

  private static String result(BatchStatementResponse answer) {
    return answer.error() == null ? "done" : answer.error().codeAsString();
  }

  private static BatchStatementRequest mark(TableSpec table, String id) {
    return BatchStatementRequest.builder()
        .statement(
            "UPDATE \""
                + table.name()
                + "\" SET \"status\"='SENT' SET sentAt=?"
                + " WHERE \"bucket\"=? AND id=? AND \"status\"='PENDING'")
        .parameters(
            AttributeValue.fromS("now"), AttributeValue.fromS("b"), AttributeValue.fromS(id))
        .build();
  }

  private static void put(DynamoDbClient dynamo, TableSpec table, String id, String status) {
    dynamo.putItem(
        request ->
            request
                .tableName(table.name())
                .item(
                    Map.of(
                        "bucket", AttributeValue.fromS("b"),
                        "id", AttributeValue.fromS(id),
                        "status", AttributeValue.fromS(status))));
  }

  private static List<Map<String, AttributeValue>> rows(DynamoDbClient dynamo, TableSpec table) {
    return dynamo.scan(request -> request.tableName(table.name())).items();
  }

  private static TableSpec table(String name) {
    return new TableSpec(
        "T",
        name,
        Map.of("bucket", "S", "id", "S"),
        new TableSpec.Key("bucket", Optional.of("id")),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
