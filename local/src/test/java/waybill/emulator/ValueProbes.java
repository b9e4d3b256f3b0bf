package waybill.emulator;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.platform.Item;

/** What an attribute, a key and an item may hold. */
final class ValueProbes {

  private static final int ITEM_MAX_BYTES = 400 * 1024;

  private ValueProbes() {}

  static List<Probe> all() {
    return List.of(
        new Probe(
            "value-38-digits",
            "A number of 38 digits comes back as it was, one of 39 is refused",
            ValueProbes::digits),
        new Probe(
            "value-number-form",
            "A number comes back without zeros that mean nothing",
            lab -> number(lab, "0100.50")),
        new Probe(
            "value-empty-text", "An empty text is a value, and is no key", ValueProbes::emptyText),
        new Probe(
            "value-any-text", "Any character of a text comes back, #x0 too", ValueProbes::anyText),
        new Probe(
            "value-sort-key-1024",
            "A sort key of 1,024 bytes is taken, one of 1,025 is not",
            lab ->
                Refusal.of(() -> lab.put(lab.item("k".repeat(1024))))
                    + ", "
                    + Refusal.of(() -> lab.put(lab.item("k".repeat(1025))))),
        new Probe(
            "value-400-kb",
            "An item of 400 KB is taken, names included, and one of a byte more is not",
            ValueProbes::itemSize));
  }

  private static String digits(Lab lab) {
    String most = "12345678901234567890123456789012345678";
    return number(lab, most) + ", " + number(lab, most + "9");
  }

  private static String number(Lab lab, String text) {
    Item item = lab.item("1");
    item.attributes().put("n", AttributeValue.fromN(text));
    String answer = Refusal.of(() -> lab.put(item));
    return answer.equals(Refusal.TAKEN) ? lab.read("1") : answer;
  }

  private static String emptyText(Lab lab) {
    return Refusal.of(() -> lab.put(lab.item("1").with("text", "")))
        + ", "
        + Refusal.of(() -> lab.put(lab.item("")));
  }

  private static String anyText(Lab lab) {
    String text = "\0 \uFFFE é 😀";
    lab.put(lab.item("1").with("text", text));
    return lab.read("1").equals("{text=" + text + "}") ? "as it was" : "changed";
  }

  /** An item's size is that of its names and of its values in UTF-8. */
  private static String itemSize(Lab lab) {
    int rest = "p".length() + lab.id().length() + "s".length() + "1".length() + "é".length() + 1;
    String fits = "x".repeat(ITEM_MAX_BYTES - rest);
    return Refusal.of(() -> lab.put(lab.item("1").with("é", fits)))
        + ", "
        + Refusal.of(() -> lab.put(lab.item("1").with("é", fits + "x")));
  }
}
