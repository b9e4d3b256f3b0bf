package waybill.notify;

import java.time.Instant;
import waybill.notify.gate.Gate;

/** An endpoint with its sequence and its gate, as an intake last saw them. */
final class Recipient {

  private Receiver receiver;
  private Gate gate;

  Recipient(Receiver receiver, Gate gate) {
    this.receiver = receiver;
    this.gate = gate;
  }

  Endpoint endpoint() {
    return receiver.endpoint();
  }

  long lastSeq() {
    return receiver.lastSeq();
  }

  Runs runs() {
    return receiver.runs();
  }

  boolean takesTurns(Instant now) {
    return receiver.turnsUntil().isAfter(now);
  }

  Gate gate() {
    return gate;
  }

  void now(long lastSeq, Runs runs) {
    receiver =
        new Receiver(receiver.endpoint(), lastSeq, receiver.acks(), runs, receiver.turnsUntil());
  }

  void now(Gate seen) {
    gate = seen;
  }
}
