package waybill.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./waybill bench}: the figures. */
@Command(
    name = "bench",
    synopsisSubcommandLabel = "COMMAND",
    description = "Measures on embedded engines what is promised in figures.",
    subcommands = {NeighbourCommand.class})
final class BenchCommand {

  @Mixin private HelpOption help;
}
