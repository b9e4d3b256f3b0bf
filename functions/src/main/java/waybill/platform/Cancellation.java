package waybill.platform;

import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Why a transaction was cancelled, by the position of its items.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
public final class Cancellation {

  private static final String CONDITION_FAILED = "ConditionalCheckFailed";
  private static final Set<String> CONTENTION =
      Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  private final List<CancellationReason> reasons;

  private Cancellation(List<CancellationReason> reasons) {
    this.reasons = reasons;
  }

  public static Cancellation of(TransactionCanceledException e) {
    return new Cancellation(e.cancellationReasons());
  }

  public boolean conditionFailedAt(int position) {
    return position < reasons.size() && CONDITION_FAILED.equals(reasons.get(position).code());
  }

  /** The item as it stood; empty unless the request asked for ALL_OLD and the condition failed. */
  public Map<String, AttributeValue> oldItemAt(int position) {
    return reasons.get(position).item();
  }

  /** Somebody else was at the item, or a limit was reached: nothing is wrong, try again. */
  boolean contentionAt(int position) {
    return position < reasons.size() && CONTENTION.contains(reasons.get(position).code());
  }

  /**
   * There was contention at one of the items. Failed conditions beside it are not to be acted on,
   * but looked at again: by reading, or by the conditions of the next attempt.
   */
  public boolean isContention() {
    return reasons.stream().anyMatch(reason -> CONTENTION.contains(reason.code()));
  }
}
