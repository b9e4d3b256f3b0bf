package waybill.notify;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.List;
import java.util.function.Function;
import waybill.message.Envelope;
import waybill.notify.call.HttpMerchantClient;
import waybill.notify.call.MerchantClient;
import waybill.platform.Batch;
import waybill.platform.Lanes;
import waybill.platform.Platform;

/**
 * Makes an event into one delivery for each endpoint that takes it, and calls for the first time. A
 * message that comes again finds its deliveries made and calls nobody.
 */
public final class Notifier implements RequestHandler<SQSEvent, SQSBatchResponse> {

  /** A batch of 10 merchants, and for each of their endpoints one: no call waits for another's. */
  private static final int LANES = 10 + 10 * EndpointStore.ENDPOINTS_MAX;

  private final Batch batch;
  private final Lanes lanes;
  private final ReceiverStore receivers;
  private final FirstCalls calls;

  public Notifier() {
    this(Platform.fromEnvironment());
  }

  public Notifier(Platform platform) {
    this(platform, new HttpMerchantClient(platform), Lanes.of(LANES));
  }

  /** One call after another, in the caller's thread. */
  public Notifier(Platform platform, MerchantClient client) {
    this(platform, client, Lanes.one());
  }

  private Notifier(Platform platform, MerchantClient client, Lanes lanes) {
    this.batch = new Batch(platform);
    this.lanes = lanes;
    this.receivers = new ReceiverStore(platform);
    this.calls = new FirstCalls(platform, client, lanes);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batch.byParty(
        event,
        context,
        lanes,
        Courier.WORK_MAX,
        new Batch.ByParty<Notice, String, FirstCalls.Telling>(
            body -> Notice.of(Envelope.fromJson(body)),
            Notice::merchantId,
            this::tellings,
            telling -> telling.receiver().endpoint().endpointId(),
            tellings -> calls.make(tellings, () -> hasTime(context))));
  }

  private Function<Notice, List<FirstCalls.Telling>> tellings(String merchantId) {
    List<Receiver> known = receivers.of(merchantId);
    return notice ->
        known.stream()
            .filter(receiver -> notice.isFor(receiver.endpoint()))
            .map(receiver -> new FirstCalls.Telling(receiver, notice))
            .toList();
  }

  private static boolean hasTime(Context context) {
    return context.getRemainingTimeInMillis() >= Courier.WORK_MAX.toMillis();
  }
}
