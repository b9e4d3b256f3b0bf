package waybill.inventory;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.Optional;
import waybill.platform.Api;
import waybill.platform.ApiRequest;
import waybill.platform.ApiResponse;
import waybill.platform.Fields;
import waybill.platform.Platform;
import waybill.platform.Problem;

/** Sets and reads a merchant's stock. */
public final class StockApi
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

  static final long AVAILABLE_MAX = (1L << 53) - 1;

  private final Api api;
  private final StockStore stock;

  public StockApi() {
    this(Platform.fromEnvironment());
  }

  public StockApi(Platform platform) {
    this.api = new Api(platform);
    this.stock = new StockStore(platform);
  }

  /** What is shown of a SKU. */
  record StockView(String sku, long available) {}

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return api.answer(event, this::answer);
  }

  private ApiResponse answer(ApiRequest request) {
    return switch (request.route()) {
      case "GET /stock/{sku}" -> get(request);
      case "PUT /stock/{sku}" -> put(request);
      default -> throw Api.noSuchRoute(request);
    };
  }

  private ApiResponse get(ApiRequest request) {
    String merchantId = request.ownerWith("stock");
    String sku = request.pathId("sku");
    return stock
        .available(merchantId, sku)
        .map(available -> view(sku, available))
        .orElseThrow(() -> Problem.notFound("SKU"));
  }

  private ApiResponse put(ApiRequest request) {
    String merchantId = request.ownerWith("stock");
    String sku = request.pathId("sku");
    Optional<List<Long>> expected = request.header("if-match").map(ETag::available);
    Fields fields = Fields.of(request.body());
    long available = fields.integer("available", 0, AVAILABLE_MAX);
    fields.done();
    if (!stock.set(merchantId, sku, available, expected)) {
      throw Problem.preconditionFailed("the stock is not what If-Match expects; read it again");
    }
    return view(sku, available);
  }

  private static ApiResponse view(String sku, long available) {
    return ApiResponse.json(200, new StockView(sku, available)).with("ETag", ETag.of(available));
  }
}
