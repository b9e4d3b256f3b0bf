package waybill.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes calls of the functions fail, as AWS would and the emulators do not. */
final class Faults {

  private final Deque<Planned> planned = new ArrayDeque<>();

  private record Planned(String operation, boolean afterTheCall, RuntimeException fault) {}

  DynamoDbClient around(DynamoDbClient client) {
    return ClientProxy.around(DynamoDbClient.class, client, this::call);
  }

  SqsClient around(SqsClient client) {
    return ClientProxy.around(SqsClient.class, client, this::call);
  }

  /** The next call of this operation fails without having done anything. */
  Faults next(String operation, RuntimeException fault) {
    planned.add(new Planned(operation, false, fault));
    return this;
  }

  /** The next call of this operation is carried out, and its answer is lost. */
  Faults loseTheAnswerOf(String operation) {
    planned.add(new Planned(operation, true, SdkClientException.create("no answer")));
    return this;
  }

  synchronized void forget() {
    planned.clear();
  }

  boolean allHappened() {
    return planned.isEmpty();
  }

  static RuntimeException cancelledFor(String... codes) {
    return TransactionCanceledException.builder()
        .cancellationReasons(
            List.of(codes).stream()
                .map(code -> CancellationReason.builder().code(code).build())
                .toList())
        .message("Transaction cancelled, please refer cancellation reasons")
        .awsErrorDetails(AwsErrorDetails.builder().errorCode("TransactionCanceled").build())
        .build();
  }

  static RuntimeException throttled() {
    return AwsServiceException.builder()
        .message("Rate exceeded")
        .statusCode(400)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode("ThrottlingException").build())
        .build();
  }

  private synchronized Object call(String operation, Object request, ClientProxy.Call call)
      throws Throwable {
    Planned next = planned.peek();
    if (next == null || !next.operation().equals(operation)) {
      return call.proceed(request);
    }
    planned.remove();
    if (next.afterTheCall()) {
      call.proceed(request);
    }
    throw next.fault();
  }
}
