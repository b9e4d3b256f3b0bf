package waybill.merchant;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import waybill.notify.Endpoint;
import waybill.notify.EndpointChange;
import waybill.notify.EndpointChanges;
import waybill.notify.EndpointStore;
import waybill.notify.SecretStore;
import waybill.notify.Signature;
import waybill.notify.call.AddressGuard;
import waybill.platform.Api;
import waybill.platform.ApiRequest;
import waybill.platform.ApiResponse;
import waybill.platform.Platform;
import waybill.platform.Problem;

/** A merchant's endpoints: where it wants to be called. */
public final class MerchantApi
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

  static final String SCOPE = "endpoints";

  private final Api api;
  private final Platform platform;
  private final AddressGuard guard;
  private final EndpointStore endpoints;
  private final EndpointChanges changes;
  private final Notifications notifications;
  private final SecretStore secrets;

  public MerchantApi() {
    this(Platform.fromEnvironment());
  }

  public MerchantApi(Platform platform) {
    this.api = new Api(platform);
    this.platform = platform;
    this.guard = new AddressGuard(platform.settings());
    this.endpoints = new EndpointStore(platform);
    this.changes = new EndpointChanges(platform);
    this.notifications = new Notifications(platform);
    this.secrets = new SecretStore(platform);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return api.answer(event, this::answer);
  }

  private ApiResponse answer(ApiRequest request) {
    return switch (request.route()) {
      case "POST /endpoints" -> create(request);
      case "GET /endpoints" -> list(request);
      case "GET /endpoints/{endpointId}" -> one(request);
      case "PATCH /endpoints/{endpointId}" -> change(request);
      case "DELETE /endpoints/{endpointId}" -> delete(request);
      case "POST /endpoints/{endpointId}/test" -> notifications.test(request);
      case "POST /endpoints/{endpointId}/acknowledge" -> notifications.acknowledge(request);
      case "POST /endpoints/{endpointId}/notifications/{seq}/redeliver" ->
          notifications.redeliver(request);
      case "POST /endpoints/{endpointId}/secret" -> rotate(request);
      default -> throw Api.noSuchRoute(request);
    };
  }

  private ApiResponse create(ApiRequest request) {
    String merchantId = request.ownerWith(SCOPE);
    String secret = Signature.newSecret(platform.random());
    Endpoint endpoint =
        EndpointRequest.read(request.body(), guard).newEndpoint(merchantId, secret, platform);
    if (!endpoints.create(endpoint)) {
      throw Problem.conflict(
          "A merchant has at most "
              + EndpointStore.ENDPOINTS_MAX
              + " endpoints; delete one to make room.");
    }
    return ApiResponse.json(201, EndpointView.withSecret(endpoint, secret))
        .with("Location", "/endpoints/" + endpoint.endpointId());
  }

  private ApiResponse list(ApiRequest request) {
    String merchantId = request.ownerWith(SCOPE);
    return ApiResponse.json(
        200, Map.of("items", endpoints.all(merchantId).stream().map(EndpointView::of).toList()));
  }

  private ApiResponse one(ApiRequest request) {
    String merchantId = request.ownerWith(SCOPE);
    return endpoints
        .find(merchantId, request.pathId("endpointId"))
        .map(endpoint -> ApiResponse.json(200, EndpointView.of(endpoint)))
        .orElseThrow(() -> Problem.notFound("endpoint"));
  }

  private ApiResponse change(ApiRequest request) {
    String merchantId = request.ownerWith(SCOPE);
    EndpointChange change = EndpointPatch.read(request.body(), guard);
    if (!changes.change(merchantId, request.pathId("endpointId"), change)) {
      throw Problem.notFound("endpoint");
    }
    return one(request);
  }

  private ApiResponse delete(ApiRequest request) {
    String merchantId = request.ownerWith(SCOPE);
    if (!endpoints.delete(merchantId, request.pathId("endpointId"))) {
      throw Problem.notFound("endpoint");
    }
    return ApiResponse.noContent();
  }

  private ApiResponse rotate(ApiRequest request) {
    String merchantId = request.ownerWith(SCOPE);
    String endpointId = request.pathId("endpointId");
    SecretRequest rotation = SecretRequest.read(request.optionalBody());
    String secret = Signature.newSecret(platform.random());
    return switch (secrets.rotate(merchantId, endpointId, secret, rotation.overlap())) {
      case DONE -> ApiResponse.json(200, Map.of("secret", secret));
      case NO_SUCH_ENDPOINT -> throw Problem.notFound("endpoint");
      case TOO_MANY ->
          throw Problem.conflict(
              "An endpoint has at most "
                  + SecretStore.SECRETS_MAX
                  + " secrets in force; wait until an older one ends, or end all older ones now"
                  + " with an overlapSeconds of 0.");
    };
  }
}
