package waybill.outbox;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.StreamImage;

/**
 * The fast way out of the outbox: what the stream shows as newly PENDING is sent at once. It may
 * send twice, as SQS has no transaction with the stream's checkpoint. A message that could not be
 * sent does not hold the others up: it stays PENDING for the sweeper; only when nothing at all went
 * out is the batch handed back to the stream.
 */
public final class OutboxRelay implements RequestHandler<DynamodbEvent, StreamsEventResponse> {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

  private final Dispatch dispatch;

  public OutboxRelay() {
    this(Platform.fromEnvironment());
  }

  public OutboxRelay(Platform platform) {
    this.dispatch = new Dispatch(platform);
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
    List<OutboxItem> items = new ArrayList<>();
    for (DynamodbEvent.DynamodbStreamRecord record : event.getRecords()) {
      Item row = StreamImage.newItem(record.getDynamodb());
      // Without its key it is no row of ours: nothing could be marked.
      if (row.has("bucket") && row.has("messageId")) {
        items.add(OutboxItem.of(row));
      }
    }
    Dispatch.Outcome outcome = dispatch.send(items, SentBy.RELAY, new Traffic());
    boolean nothingWentOut = outcome.sent() == 0 && !outcome.kept().isEmpty();
    if (nothingWentOut) {
      LOG.warn("none of {} messages could be sent; the stream will retry", outcome.kept().size());
      return failedFrom(event.getRecords().get(0).getDynamodb().getSequenceNumber());
    }
    return new StreamsEventResponse(List.of());
  }

  /** For a stream the reported record and all after it come again. */
  private static StreamsEventResponse failedFrom(String sequenceNumber) {
    return new StreamsEventResponse(
        List.of(new StreamsEventResponse.BatchItemFailure(sequenceNumber)));
  }
}
