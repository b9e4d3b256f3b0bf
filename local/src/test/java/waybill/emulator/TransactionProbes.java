package waybill.emulator;

import static waybill.emulator.Transaction.add;
import static waybill.emulator.Transaction.checkThere;
import static waybill.emulator.Transaction.put;
import static waybill.emulator.Transaction.putNew;
import static waybill.emulator.Transaction.steps;
import static waybill.emulator.Transaction.takeOne;
import static waybill.emulator.Transaction.write;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Several writes or none. */
final class TransactionProbes {

  private static final int AT_ONCE = 4;
  private static final int ROUNDS = 10;

  private TransactionProbes() {}

  static List<Probe> all() {
    return List.of(
        new Probe(
            "transaction-reasons",
            "The reasons of a cancelled transaction stand at the positions of its items",
            TransactionProbes::reasons),
        new Probe(
            "transaction-every-reason",
            "Every condition that failed is told, not only the first",
            TransactionProbes::everyReason),
        new Probe(
            "transaction-old-item",
            "A reason brings the item as it stands, where the item's write asked for ALL_OLD",
            TransactionProbes::oldItems),
        new Probe(
            "transaction-whole",
            "A transaction that was cancelled has written nothing",
            TransactionProbes::whole),
        new Probe(
            "transaction-condition-check",
            "A check of an item beside a put decides over the put",
            TransactionProbes::checked),
        new Probe(
            "transaction-absent-number",
            "A step that counts down what is not there fails by its condition, if that asks first",
            lab -> write(lab, put(lab.item("1")), takeOne(lab.item("2"), "n >= :by"))),
        new Probe(
            "transaction-absent-unasked",
            "Without the condition it cancels the transaction with a reason of its own",
            lab -> write(lab, put(lab.item("1")), takeOne(lab.item("2"), null))),
        new Probe(
            "transaction-item-twice",
            "Two steps on one item are refused",
            lab -> write(lab, put(lab.item("1")), put(lab.item("1").with("n", 1)))),
        new Probe(
            "transaction-100-steps",
            "100 steps are taken, 101 are not",
            lab -> write(lab, steps(lab, 100)) + ", " + write(lab, steps(lab, 101))),
        new Probe(
            "transaction-token-again",
            "The same request with the same token takes effect once",
            lab -> withToken(lab, 1)),
        new Probe(
            "transaction-token-other",
            "Another request with the same token is refused",
            lab -> withToken(lab, 2)),
        new Probe(
            "transaction-conflict",
            "Transactions on one item at the same time may cancel each other",
            TransactionProbes::conflict),
        new Probe(
            "transaction-capacity",
            "A transaction consumes two write units for each item of up to 1 KB",
            TransactionProbes::capacity));
  }

  private static String reasons(Lab lab) {
    lab.put(lab.item("2"));
    return write(lab, put(lab.item("1")), putNew(lab.item("2"), null), put(lab.item("3")));
  }

  private static String everyReason(Lab lab) {
    lab.put(lab.item("1"));
    lab.put(lab.item("3"));
    return write(lab, putNew(lab.item("1"), null), put(lab.item("2")), putNew(lab.item("3"), null));
  }

  private static String oldItems(Lab lab) {
    lab.put(lab.item("1").with("n", 1));
    lab.put(lab.item("2").with("n", 2));
    return write(
        lab,
        putNew(lab.item("1"), null),
        putNew(lab.item("2"), ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }

  private static String whole(Lab lab) {
    lab.put(lab.item("2"));
    write(lab, put(lab.item("1").with("n", 1)), putNew(lab.item("2"), null));
    return lab.read("1");
  }

  private static String checked(Lab lab) {
    lab.put(lab.item("1"));
    String holds = write(lab, checkThere(lab.item("1")), put(lab.item("2").with("n", 2)));
    String fails = write(lab, checkThere(lab.item("none")), put(lab.item("3").with("n", 3)));
    return holds + ", " + fails + ", then " + lab.read("2") + " " + lab.read("3");
  }

  private static String withToken(Lab lab, long secondBy) {
    List<String> answers = new ArrayList<>();
    for (long by : List.of(1L, secondBy)) {
      answers.add(
          write(
              lab,
              request ->
                  request.clientRequestToken(lab.id()).transactItems(add(lab.item("1"), by))));
    }
    return String.join(", ", answers) + ", then " + lab.read("1");
  }

  /** Whether any was cancelled, and whether each that was answered took effect once. */
  private static String conflict(Lab lab) {
    List<CompletableFuture<Long>> writers =
        IntStream.range(0, AT_ONCE)
            .mapToObj(writer -> CompletableFuture.supplyAsync(() -> cancelled(lab)))
            .toList();
    long cancelled = writers.stream().mapToLong(CompletableFuture::join).sum();
    boolean isExact = lab.read("1").equals("{n=" + (AT_ONCE * ROUNDS - cancelled) + "}");
    return (cancelled > 0 ? "TransactionConflict" : "none is cancelled")
        + (isExact ? "" : ", and some count twice or not at all");
  }

  private static long cancelled(Lab lab) {
    return IntStream.range(0, ROUNDS)
        .mapToObj(round -> write(lab, add(lab.item("1"), 1)))
        .filter(answer -> !answer.equals(Refusal.TAKEN))
        .count();
  }

  private static String capacity(Lab lab) {
    return lab
        .dynamo()
        .transactWriteItems(
            request ->
                request
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                    .transactItems(steps(lab, 3)))
        .consumedCapacity()
        .stream()
        .map(each -> each.capacityUnits() + " units")
        .collect(Collectors.joining(", "));
  }
}
