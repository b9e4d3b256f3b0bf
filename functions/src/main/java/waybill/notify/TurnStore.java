package waybill.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Table;

/**
 * Turns at an endpoint's sequence, for intakes that were in each other's way: whoever waits for his
 * turn pays one write unit for each look, and not those of a whole transaction in vain. A turn
 * guards nothing, the sequence itself does; so one that is lost, or outlived, does no harm.
 */
final class TurnStore {

  /** Longer than an intake takes, and short for those who wait behind one that crashed. */
  private static final Duration TURN_MAX = Duration.ofMillis(500);

  /** How long everybody takes turns from the start, once somebody came too late. */
  private static final Duration TURNS = Duration.ofSeconds(5);

  private static final String IS_FREE =
      EndpointStore.LIVES
          + " AND (attribute_not_exists(turnUntil) OR turnUntil < :now OR turnBy = :me)";

  private static final String TAKE = "SET turnBy = :me, turnUntil = :until";

  /** For the update that ends a turn. */
  static final String END = " REMOVE turnBy, turnUntil";

  private final Platform platform;
  private final GateStore gates;

  TurnStore(Platform platform) {
    this.platform = platform;
    this.gates = new GateStore(platform);
  }

  /**
   * Takes the turn, and has the recipient seen as it is then. False when the endpoint is gone; when
   * it is somebody else's turn, the exception that makes {@link Retry} try again.
   *
   * @param isLate somebody was in the way, so that there are turns for a while
   */
  boolean take(Recipient recipient, String turnId, boolean isLate) {
    Endpoint endpoint = recipient.endpoint();
    Instant now = platform.time().now();
    try {
      Item sequence = Item.of(update(endpoint, turnId, now, isLate).attributes());
      recipient.now(sequence.number("lastSeq"), Runs.read(sequence));
      recipient.now(gates.read(endpoint.endpointId()));
      return true;
    } catch (ConditionalCheckFailedException e) {
      Optional<Item> sequence = Item.found(e.item());
      if (sequence.isEmpty() || EndpointItem.isDeleted(sequence.get())) {
        return false;
      }
      throw Retry.again("it is another intake's turn");
    }
  }

  static Instant turnsUntil(Item sequence) {
    return Instant.ofEpochMilli(sequence.has("turnsUntil") ? sequence.number("turnsUntil") : 0);
  }

  private UpdateItemResponse update(Endpoint endpoint, String turnId, Instant now, boolean isLate) {
    Item key = EndpointItem.sequenceKey(endpoint.merchantId(), endpoint.endpointId());
    Item values =
        Item.empty()
            .with(":me", turnId)
            .with(":now", now.toEpochMilli())
            .with(":until", now.plus(TURN_MAX).toEpochMilli());
    if (isLate) {
      values.with(":turns", now.plus(TURNS).toEpochMilli());
    }
    return platform
        .dynamo()
        .updateItem(
            request ->
                request
                    .tableName(platform.table(Table.ENDPOINTS))
                    .key(key.attributes())
                    .updateExpression(isLate ? TAKE + ", turnsUntil = :turns" : TAKE)
                    .conditionExpression(IS_FREE)
                    .expressionAttributeValues(Map.copyOf(values.attributes()))
                    .returnValues(ReturnValue.ALL_NEW)
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }
}
