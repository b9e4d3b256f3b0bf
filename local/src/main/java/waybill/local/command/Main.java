package waybill.local.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import waybill.local.failure.StartupException;

/** The commands behind {@code ./waybill}; its help text lists them again, without a JVM. */
@Command(
    name = "waybill",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {StartCommand.class, DemoCommand.class})
final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(Main::report)
        .setParameterExceptionHandler(Main::misused)
        .setUsageHelpAutoWidth(true)
        .execute(arguments);
  }

  private static int misused(CommandLine.ParameterException misuse, String[] arguments) {
    CommandLine command = misuse.getCommandLine();
    command
        .getErr()
        .printf(
            "waybill: %s; ./waybill %s --help lists the options%n",
            misuse.getMessage(), command.getCommandName());
    return CommandLine.ExitCode.USAGE;
  }

  private static int report(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof StartupException known) {
      command.getErr().println("waybill: " + known.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw failure;
  }
}
