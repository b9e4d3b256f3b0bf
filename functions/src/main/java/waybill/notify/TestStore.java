package waybill.notify;

import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import waybill.message.Envelope;
import waybill.message.TestRequested;
import waybill.outbox.Outbox;
import waybill.platform.Cancellation;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Table;

/** Tests that merchants ask for. They go the way of every notification, from the outbox on. */
public final class TestStore {

  private final Platform platform;
  private final Outbox outbox;
  private final Retry retry;

  public TestStore(Platform platform) {
    this.platform = platform;
    this.outbox = new Outbox(platform);
    this.retry = new Retry(platform);
  }

  /**
   * The message of a test, if the endpoint lives; else nothing. One message and one id, however
   * often an answer is lost: a second row of it makes no second notification.
   *
   * @return the id of the event that the endpoint will be sent
   */
  public Optional<String> request(String merchantId, String endpointId, String traceparent) {
    if (!endpointId.startsWith(EndpointItem.PREFIX)) {
      return Optional.empty();
    }
    Envelope envelope = outbox.envelope(merchantId, traceparent, new TestRequested(endpointId));
    return retry.whileBusy(
        () -> {
          try {
            platform
                .dynamo()
                .transactWriteItems(
                    request ->
                        request.transactItems(lives(merchantId, endpointId), outbox.put(envelope)));
            return Optional.of(Notice.eventId(envelope.messageId(), endpointId));
          } catch (TransactionCanceledException e) {
            if (Cancellation.of(e).conditionFailedAt(0)) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  private TransactWriteItem lives(String merchantId, String endpointId) {
    return TransactWriteItem.builder()
        .conditionCheck(
            check ->
                check
                    .tableName(platform.table(Table.ENDPOINTS))
                    .key(EndpointItem.key(merchantId, endpointId).attributes())
                    .conditionExpression(EndpointStore.LIVES))
        .build();
  }
}
