package waybill.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import waybill.local.engine.ClientProxy;
import waybill.platform.SecretsKey;

/** Makes calls of the functions fail, as AWS would and the emulators do not. */
final class Faults {

  private final Deque<Planned> planned = new ArrayDeque<>();

  /** What happens instead of, or around, the next call of an operation. */
  private record Planned(String operation, Predicate<Object> request, ClientProxy.Around event) {

    Planned(String operation, ClientProxy.Around event) {
      this(operation, request -> true, event);
    }
  }

  DynamoDbClient around(DynamoDbClient client) {
    return ClientProxy.around(DynamoDbClient.class, client, this::call);
  }

  SqsClient around(SqsClient client) {
    return ClientProxy.around(SqsClient.class, client, this::call);
  }

  SecretsKey around(SecretsKey key) {
    return ClientProxy.around(SecretsKey.class, key, this::call);
  }

  /** SQS without an answer for one queue, for as long as the shop is open. */
  SqsClient withoutPointsQueue(SqsClient client) {
    return ClientProxy.around(
        SqsClient.class,
        client,
        (operation, request, call) -> {
          if (request instanceof SendMessageBatchRequest batch
              && batch.queueUrl().endsWith("-points")) {
            throw SdkClientException.create("the points queue does not answer");
          }
          return call.proceed(request);
        });
  }

  /** The next call of this operation fails without having done anything. */
  Faults next(String operation, RuntimeException fault) {
    planned.add(
        new Planned(
            operation,
            (name, request, call) -> {
              throw fault;
            }));
    return this;
  }

  /** The next call of this operation with such a request fails; those before it go on. */
  Faults nextOf(String operation, Predicate<Object> request, RuntimeException fault) {
    planned.add(
        new Planned(
            operation,
            request,
            (name, sent, call) -> {
              throw fault;
            }));
    return this;
  }

  /** The next call of this operation does nothing, and is answered so. */
  Faults answer(String operation, UnaryOperator<Object> answer) {
    planned.add(new Planned(operation, (name, request, call) -> answer.apply(request)));
    return this;
  }

  /** The next call of this operation is carried out, and its answer is lost. */
  Faults loseTheAnswerOf(String operation) {
    return loseTheAnswerOf(operation, request -> true);
  }

  /** The same, of the next call with such a request; those before it go on. */
  Faults loseTheAnswerOf(String operation, Predicate<Object> request) {
    planned.add(
        new Planned(
            operation,
            request,
            (name, sent, call) -> {
              call.proceed(sent);
              throw SdkClientException.create("no answer");
            }));
    return this;
  }

  /** Something else happens just before the next call of this operation. */
  Faults before(String operation, Runnable event) {
    return beforeOf(operation, request -> true, event);
  }

  /** The same before the next call with such a request. */
  Faults beforeOf(String operation, Predicate<Object> asked, Runnable event) {
    planned.add(
        new Planned(
            operation,
            asked,
            (name, request, call) -> {
              event.run();
              return call.proceed(request);
            }));
    return this;
  }

  synchronized void forget() {
    planned.clear();
  }

  boolean allHappened() {
    return planned.isEmpty();
  }

  /** A request that makes events into deliveries. */
  static boolean isIntake(Object request) {
    return request instanceof TransactWriteItemsRequest write
        && write.transactItems().get(0).update() != null
        && write.transactItems().get(0).update().updateExpression().contains("lastSeq");
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

  private Object call(String operation, Object request, ClientProxy.Call call) throws Throwable {
    Planned next = due(operation, request);
    return next == null ? call.proceed(request) : next.event().call(operation, request, call);
  }

  private synchronized Planned due(String operation, Object request) {
    Planned next = planned.peek();
    return next != null && next.operation().equals(operation) && next.request().test(request)
        ? planned.remove()
        : null;
  }
}
