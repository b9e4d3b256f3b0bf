package waybill.platform;

import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Before SnapStart takes its snapshot, one call through the SDK, one through JSON, one to KMS where
 * secrets are kept, and a metric for nobody load the classes that the first request would wait for.
 * https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html
 *
 * <p>The calls ask for what does not exist and may be denied by the function's policy: either
 * answer loads the same classes, and neither may stop a deployment.
 */
final class Priming implements Resource {

  private static final Logger LOG = LoggerFactory.getLogger(Priming.class);

  /** CRaC holds resources weakly; this keeps ours. */
  private static Priming registered;

  private final Platform platform;

  private Priming(Platform platform) {
    this.platform = platform;
  }

  static void register(Platform platform) {
    registered = new Priming(platform);
    Core.getGlobalContext().register(registered);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    Json.read("{\"primed\":true}");
    new Metrics("priming", line -> {}).put(Metric.SWEEP_HEARTBEAT, 0);
    try {
      platform
          .dynamo()
          .getItem(
              request ->
                  request
                      .tableName(platform.table(Table.KEYS))
                      .key(Map.of("keyHash", AttributeValue.fromS("priming"))));
    } catch (SdkException e) {
      LOG.debug("priming was answered with {}", e.getMessage());
    }
    platform.secretsIfAsked().ifPresent(SecretBox::prime);
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Connections of the snapshot are dead; url-connection opens new ones by itself.
  }
}
