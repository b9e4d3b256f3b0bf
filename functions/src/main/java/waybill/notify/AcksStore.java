package waybill.notify;

import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Problem;
import waybill.platform.Retry;
import waybill.platform.Rows;
import waybill.platform.Table;
import waybill.platform.Update;

/** What merchants say they have. */
public final class AcksStore {

  private final Platform platform;
  private final Retry retry;
  private final Rows rows;
  private final String table;

  public AcksStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.rows = new Rows(platform);
    this.table = platform.table(Table.ENDPOINTS);
  }

  /**
   * From now on no call begins for anything up to {@code upto}, until it is asked for anew; a call
   * that is claimed already may still arrive. Never takes back an earlier acknowledgement. 0
   * changes nothing. An answer that was lost makes it two of the same, which is as good as one.
   *
   * @return the highest number that was ever acknowledged
   */
  public long acknowledge(String merchantId, String endpointId, long upto) {
    return retry.whileBusy(
        () -> {
          Item sequence =
              rows.find(Table.ENDPOINTS, EndpointItem.sequenceKey(merchantId, endpointId))
                  .filter(item -> !EndpointItem.isDeleted(item))
                  .orElseThrow(() -> Problem.notFound("endpoint"));
          long lastSeq = sequence.number("lastSeq");
          if (upto > lastSeq) {
            throw Problem.unprocessable(
                "beyond-last-seq", "The last notification of this endpoint has seq " + lastSeq);
          }
          Acks acks = SequenceItem.acks(sequence);
          return upto == 0 ? acks.upto() : write(sequence, acks.and(upto));
        });
  }

  private long write(Item sequence, Acks acks) {
    Update update = SequenceItem.acknowledging(sequence, acks);
    Item key = EndpointItem.key(sequence.text("merchantId"), sequence.text("endpointId"));
    try {
      platform.dynamo().updateItem(update.request().tableName(table).key(key.attributes()).build());
      return acks.upto();
    } catch (ConditionalCheckFailedException e) {
      throw Retry.staleIf(true, e);
    }
  }
}
