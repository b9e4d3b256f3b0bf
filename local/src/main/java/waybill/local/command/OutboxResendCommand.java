package waybill.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import waybill.outbox.OutboxDesk;
import waybill.outbox.OutboxStatus;

/** {@code ./waybill outbox resend}. */
@Command(
    name = "resend",
    description =
        "Makes SENT messages PENDING again: each goes to all its queues once more, and acts once."
            + " By its id also one that is PENDING for long, where no sweep looks any more.")
final class OutboxResendCommand implements Callable<Integer> {

  @Mixin private StackOptions stack;

  @Mixin private Move move;

  @Override
  public Integer call() {
    return move.run(stack, "resent", OutboxStatus.SENT, OutboxDesk::resend);
  }
}
