package waybill.merchant;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import waybill.notify.AcksStore;
import waybill.notify.RedeliveryStore;
import waybill.notify.TestStore;
import waybill.notify.Timer;
import waybill.notify.Timers;
import waybill.platform.ApiRequest;
import waybill.platform.ApiResponse;
import waybill.platform.Fields;
import waybill.platform.Platform;
import waybill.platform.Problem;

/** What a merchant wants done with the notifications of an endpoint. */
final class Notifications {

  private static final long SEQ_MAX = (1L << 53) - 1;

  private final TestStore tests;
  private final AcksStore acks;
  private final RedeliveryStore redeliveries;
  private final Timers timers;

  Notifications(Platform platform) {
    this.tests = new TestStore(platform);
    this.acks = new AcksStore(platform);
    this.redeliveries = new RedeliveryStore(platform);
    this.timers = new Timers(platform);
  }

  ApiResponse test(ApiRequest request) {
    String merchantId = request.ownerWith(MerchantApi.SCOPE);
    return tests
        .request(merchantId, request.pathId("endpointId"), request.traceparent())
        .map(eventId -> ApiResponse.json(202, Map.of("eventId", eventId)))
        .orElseThrow(() -> Problem.notFound("endpoint"));
  }

  ApiResponse acknowledge(ApiRequest request) {
    String merchantId = request.ownerWith(MerchantApi.SCOPE);
    String endpointId = request.pathId("endpointId");
    Fields fields = Fields.of(request.body());
    long upto = fields.integer("uptoSeq", 0, SEQ_MAX);
    fields.done();
    long ackedSeq = acks.acknowledge(merchantId, endpointId, upto);
    return ApiResponse.json(200, Map.of("ackedSeq", ackedSeq));
  }

  ApiResponse redeliver(ApiRequest request) {
    String merchantId = request.ownerWith(MerchantApi.SCOPE);
    Timer first =
        redeliveries
            .begin(merchantId, request.pathId("endpointId"), request.pathNumber("seq"))
            .orElseThrow(() -> Problem.notFound("notification"));
    timers.send(List.of(new Timers.Waiting(first, Duration.ZERO)));
    return ApiResponse.json(202, new Redelivery(first.seq(), first.round()));
  }

  /** A delivery and the round that it begins. */
  record Redelivery(long seq, int round) {}
}
