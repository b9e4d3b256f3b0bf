package waybill.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.local.function.Functions;
import waybill.local.function.InvocationException;
import waybill.local.template.AuthorizerSpec;
import waybill.local.template.EventSource.HttpRoute;
import waybill.local.template.Template;
import waybill.platform.Ids;
import waybill.platform.Time;

/** The way of one request, from route to answer; needs no socket. */
public final class Gateway {

  /** API Gateway's own limit. */
  public static final int BODY_MAX_BYTES = 10 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Template template;
  private final Functions functions;
  private final Set<String> down;
  private final Ids ids;
  private final Time time;
  private final Routes routes;
  private final Authorizers authorizers;

  /**
   * @param down functions whose routes answer 503
   */
  public Gateway(Template template, Functions functions, Set<String> down, Ids ids, Time time) {
    this.template = template;
    this.functions = functions;
    this.down = down;
    this.ids = ids;
    this.time = time;
    this.routes = new Routes(template.functions());
    this.authorizers = new Authorizers(functions, time);
    template.functions().stream()
        .flatMap(function -> function.events(HttpRoute.class))
        .flatMap(route -> route.authorizer().stream())
        .forEach(template::authorizer);
  }

  public HttpAnswer handle(HttpCall call) {
    if (call.body().length > BODY_MAX_BYTES) {
      return HttpAnswer.TOO_LARGE;
    }
    try {
      Optional<Routes.Match> match = routes.match(call.method(), call.path());
      return match.isEmpty() ? HttpAnswer.NOT_FOUND : authorized(call, match.get());
    } catch (IllegalArgumentException e) {
      LOG.debug("broken request", e);
      return HttpAnswer.BAD_REQUEST;
    }
  }

  private HttpAnswer authorized(HttpCall call, Routes.Match match) {
    String requestId = ids.next("");
    Optional<String> name = match.route().authorizer();
    if (name.isEmpty()) {
      return answered(call, match, requestId, Optional.empty());
    }
    AuthorizerSpec authorizer = template.authorizer(name.get());
    Authorizers.Decision decision = authorizers.decide(authorizer, call, match, requestId);
    return decision instanceof Authorizers.Decision.Allowed allowed
        ? answered(call, match, requestId, Optional.of(allowed.context()))
        : ((Authorizers.Decision.Refused) decision).answer();
  }

  private HttpAnswer answered(
      HttpCall call, Routes.Match match, String requestId, Optional<JsonNode> context) {
    if (down.contains(match.functionId())) {
      return HttpAnswer.UNAVAILABLE;
    }
    JsonNode event = HttpEvents.forFunction(call, match, requestId, time.now(), context);
    try {
      byte[] answer = functions.invoke(match.functionId(), JSON.writeValueAsBytes(event));
      return HttpAnswer.of(JSON.readTree(answer));
    } catch (InvocationException e) {
      return e.reason() == InvocationException.Cause.FUNCTION_ERROR
          ? HttpAnswer.FUNCTION_FAILED
          : HttpAnswer.UNAVAILABLE;
    } catch (IOException e) {
      LOG.warn("{}: its answer is no JSON", match.functionId(), e);
      return HttpAnswer.FUNCTION_FAILED;
    }
  }
}
