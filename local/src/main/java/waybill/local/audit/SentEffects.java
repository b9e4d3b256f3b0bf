package waybill.local.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import waybill.message.Envelope;
import waybill.message.OrderPlaced;
import waybill.message.StockRejected;
import waybill.platform.BatchRead;
import waybill.platform.BatchRead.Key;
import waybill.platform.Item;

/**
 * A message that was sent was turned into an effect by each of its destinations: proof of the
 * effect, not of the sending. A purged queue and a deleted dead letter show here and nowhere else.
 */
final class SentEffects {

  private static final String SENT = "SENT";
  private static final Set<String> NOT_FOR_MERCHANTS = Set.of(OrderPlaced.TYPE, StockRejected.TYPE);

  private final Tally tally = new Tally("sent-without-effect");
  private final BatchRead read;
  private final Hearers hearers;
  private final Ages ages;

  SentEffects(BatchRead read, Hearers hearers, Ages ages) {
    this.read = read;
    this.hearers = hearers;
    this.ages = ages;
  }

  void page(List<Item> messages) {
    List<Item> sent =
        messages.stream()
            .filter(row -> Messages.is(SENT, row))
            .filter(row -> ages.isOlder(row, "sentAt", Ages.IN_A_QUEUE_MAX))
            .toList();
    tally.checked(sent.size());
    List<Item> suspects = List.copyOf(withoutEffect(sent).keySet());
    if (suspects.isEmpty()) {
      return;
    }
    suspects.forEach(row -> Messages.envelope(row).ifPresent(hearers::forget));
    withoutEffect(Messages.still(SENT, suspects, read))
        .forEach((row, what) -> tally.drifted(example(row, what)));
  }

  private static String example(Item row, List<String> what) {
    return ("%s %s%s was sent at %s and left %s: see ./waybill dlq list, else"
            + " ./waybill outbox resend %2$s")
        .formatted(
            Messages.type(row),
            row.text("messageId"),
            Messages.order(row).map(order -> " of order " + order).orElse(""),
            row.textIfAny("sentAt").orElse("some time"),
            String.join(", ", what));
  }

  /** What is missing, by the row of the message; one that is not understood is left out. */
  private Map<Item, List<String>> withoutEffect(List<Item> rows) {
    Map<Item, Wants> wants = new LinkedHashMap<>();
    for (Item row : rows) {
      Messages.envelope(row).ifPresent(envelope -> wants.put(row, wants(row, envelope)));
    }
    Map<Key, Item> found =
        read.consistent(
            wants.values().stream().flatMap(want -> want.keys().stream()).distinct().toList());
    Map<Item, List<String>> without = new LinkedHashMap<>();
    wants.forEach(
        (row, want) -> {
          List<String> missing = want.missingIn(found);
          if (!missing.isEmpty()) {
            without.put(row, missing);
          }
        });
    return without;
  }

  private Wants wants(Item row, Envelope envelope) {
    boolean isForMerchants = !NOT_FOR_MERCHANTS.contains(envelope.message().type());
    return Wants.of(envelope, isForMerchants ? hearers.marks(row, envelope) : List.of());
  }

  Finding finding() {
    return tally.finding();
  }
}
