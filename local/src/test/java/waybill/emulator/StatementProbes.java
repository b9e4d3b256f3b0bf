package waybill.emulator;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Batches of statements, as the marks of sent messages are. */
final class StatementProbes {

  private static final String MARK =
      "UPDATE \""
          + Tables.INDEXED
          + "\" SET \"status\"='SENT' WHERE p=? AND s=? AND \"status\"='PENDING'";

  private StatementProbes() {}

  static List<Probe> all() {
    return List.of(
        new Probe(
            "statement-answers",
            "Each statement is answered by itself, in the order of the request",
            StatementProbes::answers),
        new Probe(
            "statement-no-ghost",
            "A conditional UPDATE of an item that is not there makes none",
            StatementProbes::noGhost),
        new Probe(
            "statement-25",
            "25 statements are taken, 26 are not",
            lab -> pending(lab, 25) + ", " + pending(lab, 26)),
        new Probe(
            "statement-capacity",
            "A batch of statements reports what it consumed",
            StatementProbes::capacity));
  }

  private static String answers(Lab lab) {
    lab.put(lab.item("1").with("status", "PENDING"));
    lab.put(lab.item("2").with("status", "SENT"));
    lab.put(lab.item("3").with("status", "PENDING"));
    return execute(
            lab, request -> request.statements(mark(lab, "1"), mark(lab, "2"), mark(lab, "3")))
        + ", then "
        + lab.read("1")
        + " "
        + lab.read("3");
  }

  private static String noGhost(Lab lab) {
    return execute(lab, request -> request.statements(mark(lab, "1"))) + ", then " + lab.read("1");
  }

  private static String pending(Lab lab, int count) {
    List<BatchStatementRequest> marks =
        IntStream.range(0, count).mapToObj(i -> mark(lab, "mark" + i)).toList();
    return Refusal.of(
        () -> lab.dynamo().batchExecuteStatement(request -> request.statements(marks)));
  }

  private static String capacity(Lab lab) {
    lab.put(lab.item("1").with("status", "PENDING"));
    return lab.dynamo()
            .batchExecuteStatement(
                request ->
                    request
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .statements(mark(lab, "1")))
            .consumedCapacity()
            .isEmpty()
        ? "nothing is reported"
        : "reported";
  }

  private static String execute(Lab lab, Consumer<BatchExecuteStatementRequest.Builder> request) {
    return lab.dynamo().batchExecuteStatement(request).responses().stream()
        .map(StatementProbes::text)
        .collect(Collectors.joining(", "));
  }

  private static String text(BatchStatementResponse answer) {
    return answer.error() == null ? Refusal.TAKEN : answer.error().codeAsString();
  }

  private static BatchStatementRequest mark(Lab lab, String sort) {
    return BatchStatementRequest.builder()
        .statement(MARK)
        .parameters(AttributeValue.fromS(lab.id()), AttributeValue.fromS(sort))
        .build();
  }
}
