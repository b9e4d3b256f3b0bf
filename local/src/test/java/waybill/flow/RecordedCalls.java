package waybill.flow;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.Options;
import waybill.local.engine.ClientProxy;
import waybill.platform.SecretsKey;
import waybill.template.UsedPermissions;

/** Writes down which function makes which call to AWS, also a call that a fault then stops. */
final class RecordedCalls {

  private final UsedPermissions used = new UsedPermissions();

  Options in(Options options) {
    return options.dynamoOf(this::around).sqsOf(this::around).keyOf(this::around);
  }

  /** Asserts that the functions' roles allow what the functions did. */
  void areAllowed() {
    used.areAllowed();
  }

  private DynamoDbClient around(String function, DynamoDbClient client) {
    return ClientProxy.around(DynamoDbClient.class, client, recording(function));
  }

  private SqsClient around(String function, SqsClient client) {
    return ClientProxy.around(SqsClient.class, client, recording(function));
  }

  /** Each use is a call to KMS of the same name, as KmsKeyTest shows. */
  private SecretsKey around(String function, SecretsKey key) {
    return ClientProxy.around(
        SecretsKey.class,
        key,
        (operation, request, call) -> {
          used.recordKey(function, operation);
          return call.proceed(request);
        });
  }

  private ClientProxy.Around recording(String function) {
    return (operation, request, call) -> {
      if (request instanceof SdkRequest made) {
        used.record(function, operation, made);
      }
      return call.proceed(request);
    };
  }
}
