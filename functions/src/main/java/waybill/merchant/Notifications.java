package waybill.merchant;

import java.util.Map;
import waybill.notify.AcksStore;
import waybill.notify.TestStore;
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

  Notifications(Platform platform) {
    this.tests = new TestStore(platform);
    this.acks = new AcksStore(platform);
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
}
