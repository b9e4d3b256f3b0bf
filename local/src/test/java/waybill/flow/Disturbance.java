package waybill.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * One way in which DynamoDB answers a transaction that nothing is wrong with.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
record Disturbance(String name, Consumer<Faults> plan) {

  private static final String TRANSACTION = "transactWriteItems";
  private static final List<String> CONTENTION =
      List.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  /**
   * All there are for a transaction of so many items: contention at each of them, with a condition
   * that failed at each other one, and every answer that is no cancellation.
   */
  static List<Disturbance> ofTransaction(int items) {
    List<Disturbance> all = new ArrayList<>();
    for (int at = 0; at < items; at++) {
      for (String code : CONTENTION) {
        all.add(cancelled(reasons(items, at, code)));
      }
      for (int failed = 0; failed < items; failed++) {
        if (failed != at) {
          String[] mixed = reasons(items, at, "TransactionConflict");
          mixed[failed] = "ConditionalCheckFailed";
          all.add(cancelled(mixed));
        }
      }
    }
    all.add(
        failing(
            "in progress",
            with(TransactionInProgressException.builder(), "TransactionInProgressException")));
    all.add(
        failing(
            "no throughput",
            with(
                ProvisionedThroughputExceededException.builder(),
                "ProvisionedThroughputExceededException")));
    all.add(failing("throttled", Faults.throttled()));
    all.add(new Disturbance("committed, no answer", faults -> faults.loseTheAnswerOf(TRANSACTION)));
    all.add(
        new Disturbance(
            "a conflict, then committed, no answer",
            faults ->
                faults
                    .next(TRANSACTION, Faults.cancelledFor("TransactionConflict"))
                    .loseTheAnswerOf(TRANSACTION)));
    return all;
  }

  private static Disturbance cancelled(String[] reasons) {
    return failing(Arrays.toString(reasons), Faults.cancelledFor(reasons));
  }

  private static Disturbance failing(String name, RuntimeException answer) {
    return new Disturbance(name, faults -> faults.next(TRANSACTION, answer));
  }

  private static String[] reasons(int items, int at, String code) {
    String[] reasons = new String[items];
    Arrays.fill(reasons, "None");
    reasons[at] = code;
    return reasons;
  }

  private static RuntimeException with(DynamoDbException.Builder answer, String code) {
    return (RuntimeException)
        answer
            .message(code)
            .statusCode(400)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }
}
