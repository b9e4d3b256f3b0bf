package waybill.order;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import waybill.platform.Api;
import waybill.platform.ApiRequest;
import waybill.platform.ApiResponse;
import waybill.platform.LogContext;
import waybill.platform.Platform;
import waybill.platform.Problem;
import waybill.query.OrderViewStore;

/** Places and cancels orders. */
public final class OrderApi
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

  /** The Idempotency-Key is taken literally: 1 to 255 visible ASCII characters. */
  private static final String IDEMPOTENCY_KEY = "[\\x21-\\x7e]{1,255}";

  private final Api api;
  private final OrderStore orders;
  private final OrderViewStore views;

  public OrderApi() {
    this(Platform.fromEnvironment());
  }

  public OrderApi(Platform platform) {
    this.api = new Api(platform);
    this.orders = new OrderStore(platform);
    this.views = new OrderViewStore(platform);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return api.answer(event, this::answer);
  }

  private ApiResponse answer(ApiRequest request) {
    return switch (request.route()) {
      case "POST /orders" -> place(request);
      case "POST /orders/{orderId}/cancel" -> cancel(request);
      default -> throw Api.noSuchRoute(request);
    };
  }

  private ApiResponse place(ApiRequest request) {
    String merchantId = request.ownerWith("orders");
    String key =
        request
            .header("idempotency-key")
            .filter(value -> value.matches(IDEMPOTENCY_KEY))
            .orElseThrow(
                () ->
                    Problem.badRequest(
                        "the header Idempotency-Key is required: 1 to 255 visible ASCII characters"));
    OrderRequest order = OrderRequest.from(request.body());
    Placement placement = orders.place(merchantId, key, order, request.traceparent());
    if (placement.outcome() == Placement.Outcome.KEY_USED_FOR_ANOTHER_BODY) {
      throw Problem.unprocessable(
          "idempotency-key-reused", "this Idempotency-Key was used with another body");
    }
    LogContext.nowOf(placement.orderId());
    ApiResponse created =
        view(201, merchantId, placement.orderId())
            .with("Location", "/orders/" + placement.orderId());
    return placement.outcome() == Placement.Outcome.REPLAYED
        ? created.with("Idempotent-Replayed", "true")
        : created;
  }

  private ApiResponse cancel(ApiRequest request) {
    String merchantId = request.ownerWith("orders");
    String orderId = request.pathId("orderId");
    Cancel outcome = orders.cancel(merchantId, orderId, request.traceparent());
    return switch (outcome) {
      case CANCELLED, ALREADY_CANCELLED -> view(200, merchantId, orderId);
      case NOT_FOUND -> throw Problem.notFound("order");
      case TOO_LATE -> throw Problem.conflict("only a PLACED order can be cancelled");
    };
  }

  private ApiResponse view(int status, String merchantId, String orderId) {
    return views
        .find(merchantId, orderId)
        .map(order -> ApiResponse.json(status, order))
        .orElseThrow(() -> Problem.notFound("order"));
  }
}
