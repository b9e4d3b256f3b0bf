package waybill.notify;

import java.util.List;
import waybill.notify.Acks.Ack;
import waybill.platform.Item;
import waybill.platform.Update;

/**
 * How an endpoint's acknowledgements lie beside its last number and its first attempts that are
 * going on ({@link Runs}). Intake changes these two only, and they change everything else.
 */
final class SequenceItem {

  private SequenceItem() {}

  /** Of a sequence that knows only how far it was acknowledged: once, so far. */
  static Acks acks(Item sequence) {
    long ackedSeq = sequence.number("ackedSeq");
    if (!sequence.has("acks")) {
      return ackedSeq == 0 ? Acks.NONE : Acks.NONE.and(ackedSeq);
    }
    List<Ack> kept =
        sequence.list("ackLog").stream()
            .map(each -> new Ack(each.number("n"), each.number("upto")))
            .toList();
    return new Acks(sequence.number("acks"), kept);
  }

  /** In place of those that were read, if the endpoint lives and has no others meanwhile. */
  static Update acknowledging(Item sequence, Acks acks) {
    List<Item> kept =
        acks.kept().stream()
            .map(ack -> Item.empty().with("n", ack.n()).with("upto", ack.upto()))
            .toList();
    Update update =
        new Update()
            .set("ackedSeq", acks.upto())
            .set("acks", acks.count())
            .set("ackLog", kept)
            .onlyIf("endpointId", sequence.text("endpointId"))
            .onlyIfAbsent("deletedAt");
    return sequence.has("acks")
        ? update.onlyIf("acks", sequence.number("acks"))
        : update.onlyIfAbsent("acks");
  }
}
