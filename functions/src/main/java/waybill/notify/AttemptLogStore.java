package waybill.notify;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Retry;
import waybill.platform.Table;

/** Lines of the log beside their rows, for 30 days. */
final class AttemptLogStore {

  private static final Duration KEPT = Duration.ofDays(30);

  private static final Logger LOG = LoggerFactory.getLogger(AttemptLogStore.class);

  private final Platform platform;
  private final Retry retry;
  private final String table;

  AttemptLogStore(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
    this.table = platform.table(Table.DELIVERIES);
  }

  /** Best effort: however this fails, a line of the log is worth no repeated call. */
  void keep(String endpointId, long seq, int round, Attempt attempt) {
    Item key = DeliveryItem.logKey(endpointId, seq, round, attempt.attempt());
    Item line =
        DeliveryItem.withLog(key, attempt)
            .with("expiresAt", platform.time().now().plus(KEPT).getEpochSecond());
    try {
      platform.dynamo().putItem(request -> request.tableName(table).item(line.attributes()));
    } catch (RuntimeException e) {
      LOG.warn("a line of the log of {} {} was not kept", endpointId, seq, e);
    }
  }

  /** A round has at most 50 lines: one page. */
  List<Attempt> read(String endpointId, long seq, int round) {
    Map<String, AttributeValue> values =
        Map.of(
            ":endpoint", AttributeValue.fromS(endpointId),
            ":lines", AttributeValue.fromS(DeliveryItem.logPrefix(seq, round)));
    return retry
        .whileBusy(
            () ->
                platform
                    .dynamo()
                    .query(
                        request ->
                            request
                                .tableName(table)
                                .consistentRead(true)
                                .keyConditionExpression(
                                    "endpointId = :endpoint AND begins_with(seq, :lines)")
                                .expressionAttributeValues(values)))
        .items()
        .stream()
        .map(item -> DeliveryItem.readLog(Item.of(item)))
        .toList();
  }
}
