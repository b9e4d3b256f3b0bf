package waybill.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./waybill outbox}: messages that wait for a person, or are to be sent again. */
@Command(
    name = "outbox",
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks after the messages of a stack's outbox.",
    subcommands = {
      OutboxListCommand.class,
      OutboxShowCommand.class,
      OutboxUnblockCommand.class,
      OutboxResendCommand.class
    })
final class OutboxCommand {

  @Mixin private HelpOption help;
}
