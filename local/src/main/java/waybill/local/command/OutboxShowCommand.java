package waybill.local.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import waybill.outbox.OutboxDesk;
import waybill.outbox.OutboxRow;

/** {@code ./waybill outbox show}. */
@Command(
    name = "show",
    description = "Shows all that is known of a message, a line for each field.")
final class OutboxShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private StackOptions stack;

  @Parameters(paramLabel = "MESSAGE", description = "The message's id.")
  private String messageId;

  @Override
  public Integer call() {
    Optional<OutboxRow> found =
        stack.with(access -> new OutboxDesk(access.platform()).find(messageId));
    if (found.isEmpty()) {
      spec.commandLine().getErr().println("waybill: the outbox has no message " + messageId);
      return 1;
    }
    OutboxRow row = found.get();
    row.names()
        .forEach(
            name ->
                spec.commandLine().getOut().printf("%s=%s%n", name, row.shown(name).orElseThrow()));
    return 0;
  }
}
