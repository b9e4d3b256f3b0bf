package waybill.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import waybill.outbox.OutboxDesk;
import waybill.outbox.OutboxStatus;

/** {@code ./waybill outbox unblock}. */
@Command(
    name = "unblock",
    description = "Makes BLOCKED messages PENDING again, once what blocked them is mended.")
final class OutboxUnblockCommand implements Callable<Integer> {

  @Mixin private StackOptions stack;

  @Mixin private Move move;

  @Override
  public Integer call() {
    return move.run(stack, "unblocked", OutboxStatus.BLOCKED, OutboxDesk::unblock);
  }
}
