package waybill.local.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import waybill.platform.BatchRead;
import waybill.platform.Item;

/** No message is BLOCKED; those that are stand by their error class, which fits in memory. */
final class Blocked {

  private static final String BLOCKED = "BLOCKED";
  private static final String NO_CLASS = "";

  private final Tally tally = new Tally("blocked");
  private final Map<String, Group> byClass = new TreeMap<>();
  private final BatchRead read;

  Blocked(BatchRead read) {
    this.read = read;
  }

  /** So many messages, and the id of one. */
  private record Group(long count, String one) {

    Group plus(Group other) {
      return new Group(count + other.count, one);
    }
  }

  void page(List<Item> messages) {
    tally.checked(messages.size());
    List<Item> blocked = messages.stream().filter(row -> Messages.is(BLOCKED, row)).toList();
    for (Item row : Messages.still(BLOCKED, blocked, read)) {
      enter(row);
    }
  }

  private synchronized void enter(Item row) {
    byClass.merge(
        row.textIfAny("errorClass").orElse(NO_CLASS),
        new Group(1, row.text("messageId")),
        Group::plus);
  }

  synchronized Finding finding() {
    byClass.forEach(
        (errorClass, group) -> tally.drifted(group.count(), example(errorClass, group)));
    return tally.finding();
  }

  private static String example(String errorClass, Group group) {
    return errorClass.equals(NO_CLASS)
        ? "%d without an error class, such as %s: see ./waybill outbox show %2$s"
            .formatted(group.count(), group.one())
        : ("%d of error class %s, such as %s: mend the cause, then ./waybill outbox unblock"
                + " --error-class %2$s")
            .formatted(group.count(), errorClass, group.one());
  }
}
