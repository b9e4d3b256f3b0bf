package waybill.notify;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import waybill.platform.BatchRead;
import waybill.platform.Platform;
import waybill.platform.Table;

/** Looks at deliveries' rows which first attempts are still being made. */
final class RunStore {

  private final BatchRead read;

  RunStore(Platform platform) {
    this.read = new BatchRead(platform);
  }

  /** Of these runs, those that have not ended. */
  Runs stillCalled(String endpointId, Runs runs, Instant now) {
    List<BatchRead.Key> keys =
        runs.inQuestion(now).stream()
            .map(
                seq ->
                    new BatchRead.Key(
                        Table.DELIVERIES,
                        Map.of("endpointId", endpointId, "seq", Notice.sequence(seq))))
            .toList();
    Set<Long> called = new HashSet<>();
    read.consistent(keys)
        .values()
        .forEach(
            row -> {
              // A redelivery begins another round, and what became of the first call is unknown.
              boolean isUnknown = row.number("round") > 1;
              if (isUnknown || row.has("claimId") && row.number("attempt") == 1) {
                called.add(DeliveryItem.seq(row));
              }
            });
    return runs.still(called::contains);
  }
}
