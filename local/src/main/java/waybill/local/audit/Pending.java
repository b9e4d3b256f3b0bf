package waybill.local.audit;

import java.util.List;
import waybill.platform.BatchRead;
import waybill.platform.Item;

/** What waits to be sent is sent within minutes. */
final class Pending {

  private static final String PENDING = "PENDING";

  private final Tally tally = new Tally("pending-too-long");
  private final BatchRead read;
  private final Ages ages;

  Pending(BatchRead read, Ages ages) {
    this.read = read;
    this.ages = ages;
  }

  void page(List<Item> messages) {
    List<Item> pending = messages.stream().filter(row -> Messages.is(PENDING, row)).toList();
    tally.checked(pending.size());
    List<Item> old =
        pending.stream()
            .filter(row -> ages.isOlder(row, "createdAt", Ages.ON_ITS_WAY_MAX))
            .toList();
    Messages.still(PENDING, old, read)
        .forEach(
            row ->
                tally.drifted(
                    "%s %s is PENDING since %s%s: is SQS there, and the sweeper alive? else ./waybill outbox resend %2$s"
                        .formatted(
                            Messages.type(row),
                            row.text("messageId"),
                            row.textIfAny("createdAt").orElse("some time"),
                            row.textIfAny("errorClass").map(w -> " (" + w + ")").orElse(""))));
  }

  Finding finding() {
    return tally.finding();
  }
}
