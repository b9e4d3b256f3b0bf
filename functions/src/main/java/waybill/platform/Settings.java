package waybill.platform;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the template tells a function through its environment. A blank value counts as absent, since
 * {@code sam local} gives an empty text for {@code AWS::NoValue}.
 */
public record Settings(
    String stackName,
    Optional<URI> endpointUrl,
    Optional<URI> sqsEndpointUrl,
    boolean callbacksToAnyTarget,
    int outboxShards,
    Duration sweepAfter) {

  private static final int OUTBOX_SHARDS_DEFAULT = 8;
  public static final int OUTBOX_SHARDS_MAX = 64;
  private static final int SWEEP_AFTER_DEFAULT_SECONDS = 60;
  private static final int SWEEP_AFTER_MAX_SECONDS = 3600;

  /**
   * How the hosts of AWS end, in every partition, also those of VPC endpoints.
   * https://docs.aws.amazon.com/general/latest/gr/rande.html
   */
  private static final List<String> AWS_DOMAINS =
      List.of(
          "amazonaws.com",
          "amazonaws.com.cn",
          "amazonaws.eu",
          "api.aws",
          "api.amazonwebservices.com.cn",
          "api.amazonwebservices.eu",
          "c2s.ic.gov",
          "sc2s.sgov.gov",
          "csp.hci.ic.gov",
          "cloud.adc-e.uk");

  public static Settings of(Map<String, String> environment) {
    Optional<URI> endpoint = uri(environment, "ENDPOINT_URL");
    Optional<URI> sqsEndpoint = uri(environment, "SQS_ENDPOINT_URL");
    return new Settings(
        text(environment, "STACK_NAME")
            .orElseThrow(
                () -> bad("STACK_NAME", "is missing: it is the prefix of every table and queue")),
        endpoint,
        sqsEndpoint.or(() -> endpoint),
        callbacksToAnyTarget(environment),
        number(environment, "OUTBOX_SHARDS", OUTBOX_SHARDS_DEFAULT, OUTBOX_SHARDS_MAX),
        Duration.ofSeconds(
            number(
                environment,
                "SWEEP_AFTER_SECONDS",
                SWEEP_AFTER_DEFAULT_SECONDS,
                SWEEP_AFTER_MAX_SECONDS)));
  }

  public String table(Table table) {
    return stackName + "-" + table.suffix();
  }

  public String queue(Queue queue) {
    return stackName + "-" + queue.suffix();
  }

  /** The alias of the key in KMS that secrets are sealed with. */
  public String secretsKey() {
    return "alias/" + stackName + "-secrets";
  }

  /** An emulator has no key worth the name; AWS by another address has. */
  boolean hasKms() {
    return endpointUrl.isEmpty() || isOfAws(endpointUrl.get().getHost());
  }

  private static boolean isOfAws(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    return AWS_DOMAINS.stream().anyMatch(domain -> ("." + name).endsWith("." + domain));
  }

  private static boolean callbacksToAnyTarget(Map<String, String> environment) {
    String targets = text(environment, "CALLBACK_TARGETS").orElse("public");
    return switch (targets) {
      case "public" -> false;
      case "any" -> true;
      default -> throw bad("CALLBACK_TARGETS", "is '" + targets + "': use public or any");
    };
  }

  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static Optional<URI> uri(Map<String, String> environment, String name) {
    return text(environment, name)
        .map(
            value -> {
              URI uri = URI.create(value);
              if (uri.getScheme() == null || uri.getHost() == null) {
                throw bad(name, "is '" + value + "': use a URL such as http://localhost:4566");
              }
              return uri;
            });
  }

  private static int number(Map<String, String> environment, String name, int otherwise, int max) {
    Optional<String> value = text(environment, name);
    if (value.isEmpty()) {
      return otherwise;
    }
    String digits = value.get();
    if (!digits.matches("[0-9]{1,6}")
        || Integer.parseInt(digits) < 1
        || Integer.parseInt(digits) > max) {
      throw bad(name, "is '" + digits + "': use a whole number from 1 to " + max);
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException bad(String name, String what) {
    return new IllegalArgumentException("environment variable " + name + " " + what);
  }
}
