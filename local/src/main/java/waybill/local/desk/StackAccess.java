package waybill.local.desk;

import java.security.SecureRandom;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import waybill.local.engine.AwsClients;
import waybill.local.engine.Endpoints;
import waybill.local.failure.AwsFailure;
import waybill.local.failure.CallFailedException;
import waybill.local.provision.Ungrouped;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Settings;
import waybill.platform.Time;

/** A stack's tables and queues, as an operator reaches them. */
public record StackAccess(Platform platform, SqsClient sqs) {

  /** Runs the work against a stack that an engine or an emulator keeps. */
  public static <T> T at(Endpoints endpoints, String stack, Function<StackAccess, T> work) {
    return with(
        "stack " + stack + " at " + endpoints.dynamo() + " and " + endpoints.sqs(),
        () -> AwsClients.dynamo(endpoints),
        () -> Ungrouped.around(AwsClients.sqs(endpoints)),
        stack,
        work);
  }

  /** Runs the work against a stack on AWS. */
  public static <T> T onAws(String stack, Function<StackAccess, T> work) {
    return with(
        "stack " + stack + " on AWS", AwsClients::dynamoOnAws, AwsClients::sqsOnAws, stack, work);
  }

  private interface Opening<C> {
    C open();
  }

  private static <T> T with(
      String where,
      Opening<DynamoDbClient> dynamoOpening,
      Opening<SqsClient> sqsOpening,
      String stack,
      Function<StackAccess, T> work) {
    try (DynamoDbClient dynamo = dynamoOpening.open();
        SqsClient sqs = sqsOpening.open()) {
      return work.apply(of(stack, Time.system(), dynamo, sqs));
    } catch (SdkException | Retry.Busy e) {
      throw new CallFailedException(
          where + ": " + AwsFailure.words(e) + "; is it there, and is it --stack " + stack + "?",
          e);
    }
  }

  /** On clients and a clock that the caller keeps. */
  public static StackAccess of(String stack, Time time, DynamoDbClient dynamo, SqsClient sqs) {
    Settings settings = Settings.of(Map.of("STACK_NAME", stack));
    return new StackAccess(new Platform(settings, time, new SecureRandom(), dynamo, sqs), sqs);
  }

  String stack() {
    return platform.settings().stackName();
  }
}
