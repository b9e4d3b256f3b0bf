package waybill.outbox;

import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import waybill.message.Envelope;
import waybill.message.Message;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Table;
import waybill.platform.Timestamp;

/**
 * The local message table's entrance: a put to add to the transaction that makes the message true.
 * Whoever commits the one commits the other.
 */
public final class Outbox {

  private final Platform platform;

  public Outbox(Platform platform) {
    this.platform = platform;
  }

  /**
   * A new message, with an id of its own. A second try may make it anew: the condition of the
   * transaction lets only one of them stand.
   */
  public Envelope envelope(String merchantId, String traceparent, Message message) {
    String now = Timestamp.of(platform.time().now());
    return new Envelope(platform.ids().next("msg_"), merchantId, now, traceparent, message);
  }

  /**
   * The put for a transaction about to be sent. Made anew for each try of our own: its bucket is
   * the minute of now, and the sweeper passes a minute two minutes after it ended.
   */
  public TransactWriteItem put(Envelope envelope) {
    var now = platform.time().now();
    String id = envelope.messageId();
    Item item =
        Item.empty()
            .with("bucket", OutboxItem.bucketFor(id, now, platform.settings().outboxShards()))
            .with("messageId", id)
            .with("type", envelope.message().type())
            .with("status", OutboxStatus.PENDING.name())
            .with("envelope", envelope.toJson())
            .with("createdAt", Timestamp.of(now));
    return TransactWriteItem.builder()
        .put(Put.builder().tableName(platform.table(Table.OUTBOX)).item(item.attributes()).build())
        .build();
  }
}
