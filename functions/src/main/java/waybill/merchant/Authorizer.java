package waybill.merchant;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waybill.platform.Platform;

/**
 * Says whose key a request carries. It decides nothing: API Gateway caches its answer by the
 * Authorization header for all routes, so the functions check the scope, and answer an unknown key
 * with a problem document. A key that was revoked is known until that cache forgets it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
public final class Authorizer
    implements RequestHandler<APIGatewayV2CustomAuthorizerEvent, Map<String, Object>> {

  private static final Pattern BEARER = Pattern.compile("(?i)bearer +([\\x21-\\x7e]{1,256}) *");
  private static final KeyStore.Holder UNKNOWN = new KeyStore.Holder("unknown", "");

  private final KeyStore keys;

  public Authorizer() {
    this(Platform.fromEnvironment());
  }

  public Authorizer(Platform platform) {
    this.keys = new KeyStore(platform);
  }

  @Override
  public Map<String, Object> handleRequest(
      APIGatewayV2CustomAuthorizerEvent event, Context context) {
    KeyStore.Holder holder = bearer(event.getHeaders()).flatMap(keys::find).orElse(UNKNOWN);
    return Map.of(
        "isAuthorized",
        true,
        "context",
        Map.of("owner", holder.owner(), "scopes", holder.scopes()));
  }

  private static Optional<String> bearer(Map<String, String> headers) {
    if (headers == null) {
      return Optional.empty();
    }
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("authorization"))
        .map(header -> BEARER.matcher(header.getValue()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }
}
