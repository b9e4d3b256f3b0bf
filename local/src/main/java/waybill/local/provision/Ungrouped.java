package waybill.local.provision;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;
import waybill.local.engine.ClientProxy;

/**
 * For endpoints older than fair queues, which refuse a MessageGroupId on a standard queue: sends
 * again without it what was refused for it, and from then on all. What is lost is that one owner's
 * backlog does not delay the others', which no emulator shows anyway.
 */
public final class Ungrouped {

  private static final Logger LOG = LoggerFactory.getLogger(Ungrouped.class);
  private static final String GROUP = "MessageGroupId";

  private final SqsClient sqs;
  private volatile boolean refused;

  private Ungrouped(SqsClient sqs) {
    this.sqs = sqs;
  }

  public static SqsClient around(SqsClient sqs) {
    Ungrouped ungrouped = new Ungrouped(sqs);
    return ClientProxy.around(
        SqsClient.class,
        sqs,
        (operation, request, call) ->
            request instanceof SendMessageBatchRequest batch
                ? ungrouped.send(batch)
                : call.proceed(request));
  }

  private SendMessageBatchResponse send(SendMessageBatchRequest batch) {
    if (refused) {
      return sqs.sendMessageBatch(without(batch, allIds(batch)));
    }
    SendMessageBatchResponse answer;
    try {
      answer = sqs.sendMessageBatch(batch);
    } catch (SqsException e) {
      if (!isForTheGroup(e.getMessage())) {
        throw e;
      }
      remember();
      return sqs.sendMessageBatch(without(batch, allIds(batch)));
    }
    Set<String> again =
        answer.failed().stream()
            .filter(entry -> isForTheGroup(entry.message()))
            .map(BatchResultErrorEntry::id)
            .collect(Collectors.toSet());
    if (again.isEmpty()) {
      return answer;
    }
    remember();
    return both(answer, again, sqs.sendMessageBatch(without(batch, again)));
  }

  private void remember() {
    refused = true;
    LOG.info("SQS here takes no {} on standard queues: messages go without", GROUP);
  }

  private static SendMessageBatchResponse both(
      SendMessageBatchResponse first, Set<String> again, SendMessageBatchResponse second) {
    List<SendMessageBatchResultEntry> successful = new ArrayList<>(first.successful());
    successful.addAll(second.successful());
    List<BatchResultErrorEntry> failed = new ArrayList<>(second.failed());
    first.failed().stream().filter(entry -> !again.contains(entry.id())).forEach(failed::add);
    return SendMessageBatchResponse.builder().successful(successful).failed(failed).build();
  }

  private static SendMessageBatchRequest without(SendMessageBatchRequest batch, Set<String> ids) {
    return batch.toBuilder()
        .entries(
            batch.entries().stream()
                .filter(entry -> ids.contains(entry.id()))
                .map(entry -> entry.toBuilder().messageGroupId(null).build())
                .toList())
        .build();
  }

  private static Set<String> allIds(SendMessageBatchRequest batch) {
    return batch.entries().stream().map(entry -> entry.id()).collect(Collectors.toSet());
  }

  private static boolean isForTheGroup(String message) {
    return message != null && message.contains(GROUP);
  }
}
