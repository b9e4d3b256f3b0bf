package waybill.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./waybill dlq}: messages that no consumer could take. */
@Command(
    name = "dlq",
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks after a stack's dead-letter queues.",
    subcommands = {DlqListCommand.class, DlqRedriveCommand.class})
final class DlqCommand {

  @Mixin private HelpOption help;
}
