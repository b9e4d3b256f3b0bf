package waybill.local.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import waybill.local.LocalPlatform;
import waybill.message.Envelope;
import waybill.message.PaymentCaptured;
import waybill.platform.Ids;
import waybill.platform.Time;
import waybill.platform.Timestamp;

/**
 * Sends what the relay sends of a captured payment: the same envelopes, to the notification queue,
 * in the merchant's group. The orders themselves do not exist; nobody asks for them.
 */
final class Messages {

  private static final int BATCH_MAX = 10;
  private static final long AMOUNT = 4500;

  private final LocalPlatform platform;
  private final String queueUrl;
  private final Ids ids = new Ids(new SecureRandom());

  Messages(LocalPlatform platform) {
    this.platform = platform;
    this.queueUrl = platform.queueUrl("notification");
  }

  String newOrder() {
    return ids.next("ord_");
  }

  void send(Merchant merchant, String orderId) {
    platform
        .sqs()
        .sendMessage(
            request ->
                request
                    .queueUrl(queueUrl)
                    .messageGroupId(merchant.id())
                    .messageBody(captured(merchant, orderId)));
  }

  /** As fast as SQS takes them. */
  void sendMany(Merchant merchant, int count) {
    for (int sent = 0; sent < count; sent += BATCH_MAX) {
      List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
      for (int i = 0; i < Math.min(BATCH_MAX, count - sent); i++) {
        entries.add(
            SendMessageBatchRequestEntry.builder()
                .id(String.valueOf(i))
                .messageGroupId(merchant.id())
                .messageBody(captured(merchant, newOrder()))
                .build());
      }
      SendMessageBatchResponse answer =
          platform.sqs().sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
      if (answer.hasFailed()) {
        throw new IllegalStateException("SQS did not take all: " + answer.failed());
      }
    }
  }

  private String captured(Merchant merchant, String orderId) {
    String time = Timestamp.of(Time.system().now());
    PaymentCaptured message = new PaymentCaptured(orderId, "EUR", AMOUNT, "pay-" + orderId);
    return new Envelope(ids.next("msg_"), merchant.id(), time, null, message).toJson();
  }
}
