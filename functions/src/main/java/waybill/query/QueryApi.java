package waybill.query;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import waybill.platform.Api;
import waybill.platform.ApiRequest;
import waybill.platform.ApiResponse;
import waybill.platform.Platform;
import waybill.platform.Problem;
import waybill.points.PointsStore;

/** Everything that is only read. */
public final class QueryApi
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

  private static final int ORDERS_DEFAULT = 25;
  private static final int ORDERS_MAX = 100;

  private final Api api;
  private final OrderViewStore orders;
  private final PointsStore points;
  private final Notifications notifications;

  public QueryApi() {
    this(Platform.fromEnvironment());
  }

  public QueryApi(Platform platform) {
    this.api = new Api(platform);
    this.orders = new OrderViewStore(platform);
    this.points = new PointsStore(platform);
    this.notifications = new Notifications(platform);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return api.answer(event, this::answer);
  }

  private ApiResponse answer(ApiRequest request) {
    return switch (request.route()) {
      case "GET /orders" -> list(request);
      case "GET /orders/{orderId}" -> order(request);
      case "GET /customers/{customerId}/points" -> points(request);
      case "GET /endpoints/{endpointId}/notifications" -> notifications.page(request);
      case "GET /endpoints/{endpointId}/notifications/{seq}" -> notifications.one(request);
      case "GET /health" -> ApiResponse.json(200, Map.of("status", "ok"));
      case "GET /openapi.yaml" -> OpenApi.document();
      default -> throw Api.noSuchRoute(request);
    };
  }

  private ApiResponse list(ApiRequest request) {
    String merchantId = request.ownerWith("orders");
    int limit = (int) request.queryNumber("limit", 1, ORDERS_MAX, ORDERS_DEFAULT);
    Optional<OrderCursor> after = request.query("cursor").map(OrderCursor::parse);
    OrderViewStore.Page page = orders.list(merchantId, limit, after);
    Map<String, Object> body = new HashMap<>();
    body.put("items", page.items());
    body.put("nextCursor", page.next().map(OrderCursor::text).orElse(null));
    return ApiResponse.json(200, body);
  }

  private ApiResponse order(ApiRequest request) {
    String merchantId = request.ownerWith("orders");
    return orders
        .find(merchantId, request.pathId("orderId"))
        .map(order -> ApiResponse.json(200, order))
        .orElseThrow(() -> Problem.notFound("order"));
  }

  private ApiResponse points(ApiRequest request) {
    String merchantId = request.ownerWith("orders");
    String customerId = request.pathId("customerId");
    return ApiResponse.json(
        200, new PointsView(customerId, points.balance(merchantId, customerId)));
  }

  /** A customer's points with this merchant. */
  record PointsView(String customerId, long balance) {}
}
