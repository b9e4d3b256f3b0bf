package waybill.platform;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The frame of every HTTP function: whatever happens inside, the caller gets a proper answer. */
public final class Api {

  private static final Logger LOG = LoggerFactory.getLogger(Api.class);

  /** A line for each request, by which its ids are found. */
  private static final Logger DONE = LoggerFactory.getLogger("waybill.done");

  private final Platform platform;

  public Api(Platform platform) {
    this.platform = platform;
  }

  public APIGatewayV2HTTPResponse answer(
      APIGatewayV2HTTPEvent event, Function<ApiRequest, ApiResponse> work) {
    ApiRequest request = new ApiRequest(event, platform.random());
    return LogContext.empty()
        .request(requestId(event))
        .trace(request.traceparent())
        .order(request.pathText("orderId"))
        .call(
            () -> {
              APIGatewayV2HTTPResponse answer = answer(event, request, work);
              DONE.info("{}: {}", request.route(), answer.getStatusCode());
              return answer;
            });
  }

  private static APIGatewayV2HTTPResponse answer(
      APIGatewayV2HTTPEvent event, ApiRequest request, Function<ApiRequest, ApiResponse> work) {
    try {
      return work.apply(request).toEvent();
    } catch (Problem problem) {
      return problem.toResponse().toEvent();
    } catch (Retry.Busy busy) {
      LOG.warn("request {} gave up: {}", requestId(event), busy.getMessage());
      return Problem.busy().toResponse().toEvent();
    } catch (RuntimeException e) {
      LOG.error("request {} failed", requestId(event), e);
      return Problem.internal(requestId(event)).toResponse().toEvent();
    }
  }

  /** For a route that the template sends here and the code does not know. */
  public static Problem noSuchRoute(ApiRequest request) {
    return Problem.notFound("route: " + request.route());
  }

  private static String requestId(APIGatewayV2HTTPEvent event) {
    return event.getRequestContext() == null ? "-" : event.getRequestContext().getRequestId();
  }
}
