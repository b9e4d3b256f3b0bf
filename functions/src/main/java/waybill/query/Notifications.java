package waybill.query;

import java.util.EnumSet;
import java.util.Set;
import waybill.notify.DeliveryStatus;
import waybill.notify.DeliveryStore;
import waybill.notify.Standing;
import waybill.platform.ApiRequest;
import waybill.platform.ApiResponse;
import waybill.platform.Platform;
import waybill.platform.Problem;

/** What a merchant looks up by itself: everything its endpoint was or will be told, by number. */
final class Notifications {

  private static final String SCOPE = "endpoints";
  private static final int PAGE_DEFAULT = 25;
  private static final int PAGE_MAX = 100;
  private static final long SEQ_MAX = (1L << 53) - 1;

  private final DeliveryStore deliveries;

  Notifications(Platform platform) {
    this.deliveries = new DeliveryStore(platform);
  }

  ApiResponse page(ApiRequest request) {
    Standing standing = ownEndpoint(request);
    long afterSeq = request.queryNumber("afterSeq", 0, SEQ_MAX, 0);
    int limit = (int) request.queryNumber("limit", 1, PAGE_MAX, PAGE_DEFAULT);
    Set<DeliveryStatus> wanted =
        request
            .query("status")
            .map(Notifications::filter)
            .orElseGet(() -> EnumSet.allOf(DeliveryStatus.class));
    DeliveryStore.Page page = deliveries.page(standing, afterSeq, limit, wanted);
    return ApiResponse.json(
        200,
        new NotificationView.Page(
            page.items().stream().map(NotificationView::of).toList(),
            page.nextAfterSeq(),
            page.hasMore()));
  }

  ApiResponse one(ApiRequest request) {
    Standing standing = ownEndpoint(request);
    return deliveries
        .one(standing, request.pathNumber("seq"))
        .map(delivery -> ApiResponse.json(200, NotificationView.Full.of(delivery)))
        .orElseThrow(() -> Problem.notFound("notification"));
  }

  private Standing ownEndpoint(ApiRequest request) {
    String merchantId = request.ownerWith(SCOPE);
    return deliveries
        .standing(merchantId, request.pathId("endpointId"))
        .orElseThrow(() -> Problem.notFound("endpoint"));
  }

  private static Set<DeliveryStatus> filter(String status) {
    return DeliveryStatus.filter(status)
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "status must be PENDING, DELIVERED, ACKNOWLEDGED, EXHAUSTED, PARKED or undelivered"));
  }
}
