package waybill.inventory;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.List;
import waybill.message.Envelope;
import waybill.message.OrderCancelled;
import waybill.message.OrderPlaced;
import waybill.platform.Batch;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Together;

/** Takes the stock of orders, and returns it. */
public final class InventoryConsumer implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final Batch batch;
  private final TakeStore takes;
  private final ReleaseStore releases;

  public InventoryConsumer() {
    this(Platform.fromEnvironment());
  }

  public InventoryConsumer(Platform platform) {
    this.batch = new Batch(platform);
    this.takes = new TakeStore(platform);
    this.releases = new ReleaseStore(platform);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batch.together(
        event,
        context,
        Retry.WORK_MAX,
        new Together<>(Envelope::fromJson, takes::groups, this::onGroup));
  }

  /** Only orders that are placed come in groups of several. */
  private List<List<Envelope>> onGroup(List<Envelope> group) {
    Envelope first = group.get(0);
    if (first.message() instanceof OrderPlaced) {
      return takes.take(group);
    }
    if (first.message() instanceof OrderCancelled order) {
      releases.release(first.merchantId(), order.orderId());
      return List.of();
    }
    throw new IllegalArgumentException(
        "the inventory queue does not take " + first.message().type());
  }
}
