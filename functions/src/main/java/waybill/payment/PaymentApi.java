package waybill.payment;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import waybill.platform.Api;
import waybill.platform.ApiRequest;
import waybill.platform.ApiResponse;
import waybill.platform.Platform;

/** Takes the acquirer's word of captures. */
public final class PaymentApi
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

  private final Api api;
  private final PaymentStore payments;

  public PaymentApi() {
    this(Platform.fromEnvironment());
  }

  public PaymentApi(Platform platform) {
    this.api = new Api(platform);
    this.payments = new PaymentStore(platform);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return api.answer(event, this::answer);
  }

  private ApiResponse answer(ApiRequest request) {
    if (!request.route().equals("POST /orders/{orderId}/payments")) {
      throw Api.noSuchRoute(request);
    }
    request.ownerWith("payments");
    String orderId = request.pathId("orderId");
    Capture capture = Capture.from(request.body());
    PaymentStore.Recorded recorded = payments.record(orderId, capture, request.traceparent());
    ApiResponse created = ApiResponse.json(201, recorded.payment());
    return recorded.replayed() ? created.with("Idempotent-Replayed", "true") : created;
  }
}
