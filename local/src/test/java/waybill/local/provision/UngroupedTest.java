package waybill.local.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;
import waybill.local.engine.ClientProxy;

class UngroupedTest {

  private static final String REFUSAL =
      "The request include parameter MessageGroupId which is not valid for this queue type";

  private final List<String> sent = new ArrayList<>();

  @Test
  void what_is_refused_for_its_group_goes_again_without_one() {
    SqsClient sqs = Ungrouped.around(endpoint(this::refusesGroups));
    SendMessageBatchResponse answer = sqs.sendMessageBatch(batch("a", "b"));

    assertThat(answer.successful()).extracting(entry -> entry.id()).containsExactly("a", "b");
    assertThat(answer.failed()).isEmpty();
    assertThat(sent).containsExactly("a in g", "b in g", "a in null", "b in null");
  }

  @Test
  void after_one_refusal_no_group_is_sent_any_more() {
    SqsClient sqs = Ungrouped.around(endpoint(this::refusesGroups));
    sqs.sendMessageBatch(batch("a"));
    sent.clear();
    sqs.sendMessageBatch(batch("b"));
    assertThat(sent).containsExactly("b in null");
  }

  @Test
  void a_call_that_is_refused_whole_goes_again_without_groups() {
    SqsClient sqs =
        Ungrouped.around(
            endpoint(
                request -> {
                  if (request.entries().get(0).messageGroupId() != null) {
                    throw SqsException.builder().message(REFUSAL).build();
                  }
                  return accepted(request);
                }));
    assertThat(sqs.sendMessageBatch(batch("a")).successful()).hasSize(1);
  }

  @Test
  void other_failures_stay_what_they_are_and_groups_stay() {
    SqsClient failing =
        Ungrouped.around(endpoint(request -> failed(request, "InternalError", "try later")));
    assertThat(failing.sendMessageBatch(batch("a")).failed()).hasSize(1);
    failing.sendMessageBatch(batch("b"));
    assertThat(sent).containsExactly("a in g", "b in g");

    SqsClient down =
        Ungrouped.around(
            endpoint(
                request -> {
                  throw SqsException.builder().message("down").build();
                }));
    assertThatThrownBy(() -> down.sendMessageBatch(batch("a"))).hasMessageContaining("down");
  }

  private SendMessageBatchResponse refusesGroups(SendMessageBatchRequest request) {
    return request.entries().get(0).messageGroupId() == null
        ? accepted(request)
        : failed(request, "InvalidParameterValue", REFUSAL);
  }

  private static SendMessageBatchResponse accepted(SendMessageBatchRequest request) {
    return SendMessageBatchResponse.builder()
        .successful(
            request.entries().stream()
                .map(entry -> SendMessageBatchResultEntry.builder().id(entry.id()).build())
                .toList())
        .build();
  }

  private static SendMessageBatchResponse failed(
      SendMessageBatchRequest request, String code, String message) {
    return SendMessageBatchResponse.builder()
        .failed(
            request.entries().stream()
                .map(
                    entry ->
                        BatchResultErrorEntry.builder()
                            .id(entry.id())
                            .code(code)
                            .message(message)
                            .senderFault(true)
                            .build())
                .toList())
        .build();
  }

  /** An endpoint that answers batches so, and does nothing else. */
  private SqsClient endpoint(Function<SendMessageBatchRequest, SendMessageBatchResponse> answers) {
    SqsClient nothing =
        new SqsClient() {
          @Override
          public String serviceName() {
            return "sqs";
          }

          @Override
          public void close() {}
        };
    return ClientProxy.around(
        SqsClient.class,
        nothing,
        (operation, request, call) -> {
          SendMessageBatchRequest batch = (SendMessageBatchRequest) request;
          batch
              .entries()
              .forEach(entry -> sent.add(entry.messageBody() + " in " + entry.messageGroupId()));
          return answers.apply(batch);
        });
  }

  private static SendMessageBatchRequest batch(String... bodies) {
    return SendMessageBatchRequest.builder()
        .queueUrl("http://queue")
        .entries(
            List.of(bodies).stream()
                .map(
                    body ->
                        SendMessageBatchRequestEntry.builder()
                            .id(body)
                            .messageBody(body)
                            .messageGroupId("g")
                            .build())
                .toList())
        .build();
  }
}
