package waybill.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;
import waybill.local.engine.ClientProxy;

/**
 * Between the functions and SQS, an SQS in trouble: queues that do not answer, entries that fail by
 * themselves, and entries that spoil the call for those beside them. No emulator does these; codes
 * and shapes are those of AWS's API reference.
 */
final class FaultySqs {

  private final AtomicInteger calls = new AtomicInteger();
  private volatile Predicate<String> down = queue -> false;
  private volatile Function<String, Optional<BatchResultErrorEntry>> failing =
      body -> Optional.empty();
  private volatile Predicate<String> spoiling = body -> false;
  private volatile boolean flickering;

  SqsClient around(SqsClient client) {
    return ClientProxy.around(
        SqsClient.class,
        client,
        (operation, request, call) ->
            request instanceof SendMessageBatchRequest batch
                ? send(batch, call)
                : call.proceed(request));
  }

  /** No call to these queues is answered, by the last part of their names. */
  void down(Predicate<String> queues) {
    down = queues;
  }

  /** Each entry whose body has this text fails with a code, and the others of its call do not. */
  void fail(String text, String code) {
    fail(text, code, false);
  }

  /** SQS calls some codes the sender's fault that are not the message's. */
  void fail(String text, String code, boolean bySender) {
    failing =
        body ->
            body.contains(text)
                ? Optional.of(
                    BatchResultErrorEntry.builder()
                        .code(code)
                        .message("as the test wants it")
                        .senderFault(bySender)
                        .build())
                : Optional.empty();
  }

  /** Every second call is answered with an error of SQS's own. */
  void flicker() {
    flickering = true;
  }

  /** Each call that has an entry whose body has this text is refused as a whole. */
  void spoil(String text) {
    spoiling = body -> body.contains(text);
  }

  /** Sends that were begun, whatever became of them. */
  int calls() {
    return calls.get();
  }

  private Object send(SendMessageBatchRequest batch, ClientProxy.Call call) throws Throwable {
    if (calls.incrementAndGet() % 2 == 0 && flickering) {
      throw SqsException.builder()
          .statusCode(500)
          .message("as the test wants it")
          .awsErrorDetails(AwsErrorDetails.builder().errorCode("InternalFailure").build())
          .build();
    }
    if (down.test(batch.queueUrl().replaceAll(".*-", ""))) {
      throw SdkClientException.create("no answer");
    }
    if (batch.entries().stream().anyMatch(entry -> spoiling.test(entry.messageBody()))) {
      throw SqsException.builder()
          .statusCode(400)
          .message("as the test wants it")
          .awsErrorDetails(AwsErrorDetails.builder().errorCode("InvalidParameterValue").build())
          .build();
    }
    List<SendMessageBatchRequestEntry> good = new ArrayList<>();
    List<BatchResultErrorEntry> failed = new ArrayList<>();
    for (SendMessageBatchRequestEntry entry : batch.entries()) {
      Optional<BatchResultErrorEntry> failure = failing.apply(entry.messageBody());
      failure.ifPresentOrElse(
          why -> failed.add(why.toBuilder().id(entry.id()).build()), () -> good.add(entry));
    }
    SendMessageBatchResponse answer =
        good.isEmpty()
            ? SendMessageBatchResponse.builder().build()
            : (SendMessageBatchResponse) call.proceed(batch.toBuilder().entries(good).build());
    return answer.toBuilder().failed(failed).build();
  }
}
