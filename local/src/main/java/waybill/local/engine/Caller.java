package waybill.local.engine;

import java.util.Map;
import java.util.Optional;

/**
 * The Region and credentials of calls. Engines of our own show everyone the same tables; many
 * emulators keep a set for each Region, or for each account, which they read from the key's id.
 */
public record Caller(String region, String accessKeyId, String secretAccessKey) {

  public static final Caller LOCAL = new Caller("us-east-1", "local", "local");

  /**
   * As the AWS CLI in the same shell, so that it sees what the platform made. Only the environment
   * counts, no profile; a session token is not passed on, as emulators ask for none.
   */
  public static Caller of(Map<String, String> environment) {
    String region =
        text(environment, "AWS_REGION")
            .or(() -> text(environment, "AWS_DEFAULT_REGION"))
            .orElse(LOCAL.region);
    Optional<String> id = text(environment, "AWS_ACCESS_KEY_ID");
    Optional<String> secret = text(environment, "AWS_SECRET_ACCESS_KEY");
    return id.isPresent() && secret.isPresent()
        ? new Caller(region, id.get(), secret.get())
        : new Caller(region, LOCAL.accessKeyId, LOCAL.secretAccessKey);
  }

  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
