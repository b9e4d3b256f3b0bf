package waybill.notify;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import waybill.message.Envelope;
import waybill.platform.Batch;
import waybill.platform.Lanes;
import waybill.platform.Platform;

/**
 * Makes an event into one delivery for each endpoint that takes it, and calls for the first time. A
 * message that comes again finds its deliveries made and calls nobody.
 */
public final class Notifier implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final Batch batch;
  private final Lanes lanes;
  private final ReceiverStore receivers;
  private final IntakeStore intake;
  private final Courier courier;

  public Notifier() {
    this(Platform.fromEnvironment());
  }

  public Notifier(Platform platform) {
    this(platform, new HttpMerchantClient(platform), Lanes.of(Courier.CALLS_MAX));
  }

  /** One call after another, in the caller's thread. */
  public Notifier(Platform platform, MerchantClient client) {
    this(platform, client, Lanes.one());
  }

  private Notifier(Platform platform, MerchantClient client, Lanes lanes) {
    this.batch = new Batch(platform);
    this.lanes = lanes;
    this.receivers = new ReceiverStore(platform);
    this.intake = new IntakeStore(platform);
    this.courier = new Courier(platform, client);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    Map<String, List<Counter>> known = new HashMap<>();
    return batch.sideBySide(
        event,
        context,
        lanes,
        Courier.WORK_MAX,
        body -> {
          Notice notice = Notice.of(Envelope.fromJson(body));
          return known.computeIfAbsent(notice.merchantId(), this::counters).stream()
              .filter(counter -> counter.endpoint().takes(notice.type()))
              .<Runnable>map(counter -> () -> notify(notice, counter))
              .toList();
        });
  }

  private void notify(Notice notice, Counter counter) {
    intake
        .take(notice, counter)
        .ifPresent(claim -> courier.deliver(counter.endpoint(), claim, counter::gone));
  }

  /** One for each endpoint, shared by the whole batch. */
  private List<Counter> counters(String merchantId) {
    return receivers.of(merchantId).stream().map(Counter::new).toList();
  }
}
