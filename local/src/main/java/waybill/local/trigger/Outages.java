package waybill.local.trigger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import waybill.local.failure.AwsFailure;

/**
 * What to say while triggers fail: one line for each reason, however many of them it meets and
 * however often, and one when it meets none of them any more.
 */
final class Outages {

  private final Map<String, String> reasons = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  synchronized Optional<String> failed(String who, RuntimeException failure) {
    String reason = reason(failure);
    reasons.put(who, reason);
    return told.add(reason)
        ? Optional.of("triggers wait and try again, " + who + " first: " + reason)
        : Optional.empty();
  }

  synchronized Optional<String> worked(String who) {
    String reason = reasons.remove(who);
    if (reason == null || reasons.containsValue(reason)) {
      return Optional.empty();
    }
    told.remove(reason);
    return Optional.of("triggers go on, " + who + " last: it is over that " + reason);
  }

  private static String reason(RuntimeException failure) {
    if (failure instanceof ResourceNotFoundException
        || failure instanceof QueueDoesNotExistException) {
      return "a table, stream or queue is gone; if the emulator has lost its state, stop waybill and"
          + " start it again to make them anew";
    }
    return failure instanceof SdkException
        ? "a call ended with " + AwsFailure.words(failure)
        : failure.toString();
  }
}
