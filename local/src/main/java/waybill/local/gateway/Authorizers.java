package waybill.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import waybill.local.function.Functions;
import waybill.local.function.InvocationException;
import waybill.local.template.AuthorizerSpec;
import waybill.platform.Time;

/**
 * Asks the Lambda authorizer. Its answer is cached under the header's value alone and so counts for
 * every route until its time is over, as on API Gateway.
 */
final class Authorizers {

  /** The least recently asked goes first. */
  private static final int CACHED_ANSWERS_MAX = 1000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Either a context for the function, or the gateway's own answer. */
  sealed interface Decision {
    record Allowed(JsonNode context) implements Decision {}

    record Refused(HttpAnswer answer) implements Decision {}
  }

  private record Cached(Decision decision, Instant until) {}

  private final Functions functions;
  private final Time time;
  private final Map<String, Cached> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Cached> eldest) {
          return size() > CACHED_ANSWERS_MAX;
        }
      };

  Authorizers(Functions functions, Time time) {
    this.functions = functions;
    this.time = time;
  }

  Decision decide(AuthorizerSpec authorizer, HttpCall call, Routes.Match match, String requestId) {
    Optional<String> identity = call.header(authorizer.header());
    if (identity.isEmpty()) {
      return new Decision.Refused(HttpAnswer.UNAUTHORIZED);
    }
    String key = authorizer.name() + " " + identity.get();
    Instant now = time.now();
    synchronized (cache) {
      Cached cached = cache.get(key);
      if (cached != null && now.isBefore(cached.until())) {
        return cached.decision();
      }
    }
    try {
      Decision decision = ask(authorizer, call, match, requestId, identity.get(), now);
      synchronized (cache) {
        cache.put(key, new Cached(decision, now.plus(Duration.ofSeconds(authorizer.ttlSeconds()))));
      }
      return decision;
    } catch (InvocationException | IOException e) {
      return new Decision.Refused(HttpAnswer.FUNCTION_FAILED);
    }
  }

  private Decision ask(
      AuthorizerSpec authorizer,
      HttpCall call,
      Routes.Match match,
      String requestId,
      String identity,
      Instant now)
      throws InvocationException, IOException {
    byte[] event =
        JSON.writeValueAsBytes(HttpEvents.forAuthorizer(call, match, requestId, now, identity));
    JsonNode answer = JSON.readTree(functions.invoke(authorizer.functionId(), event));
    return answer.path("isAuthorized").asBoolean()
        ? new Decision.Allowed(answer.path("context"))
        : new Decision.Refused(HttpAnswer.FORBIDDEN);
  }
}
