package waybill.emulator;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Whether a call was taken, in the words of AWS's API references. */
final class Refusal {

  static final String TAKEN = "taken";

  private Refusal() {}

  static String of(Runnable call) {
    try {
      call.run();
      return TAKEN;
    } catch (RuntimeException e) {
      return of(e);
    }
  }

  /** The error's name: DynamoDB's reference has the suffix Exception, SQS's has not. */
  static String of(RuntimeException e) {
    if (!(e instanceof AwsServiceException service)) {
      return e.getClass().getSimpleName();
    }
    boolean isNamedByTheSdk =
        service.getClass() != DynamoDbException.class && service.getClass() != SqsException.class;
    if (!isNamedByTheSdk) {
      return service.awsErrorDetails().errorCode();
    }
    String name = service.getClass().getSimpleName();
    return service instanceof SqsException ? name.replaceFirst("Exception$", "") : name;
  }
}
