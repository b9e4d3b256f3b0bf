package waybill.local.command;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import waybill.local.failure.CallFailedException;
import waybill.local.failure.StartupException;

/** The commands behind {@code ./waybill}; its help text lists them again, without a JVM. */
@Command(
    name = "waybill",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StartCommand.class,
      DemoCommand.class,
      AuditCommand.class,
      OutboxCommand.class,
      DlqCommand.class,
      BenchCommand.class
    })
final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
  }

  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
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
            "waybill: %s; ./%s --help lists the options%n",
            misuse.getMessage(), command.getCommandSpec().qualifiedName());
    return CommandLine.ExitCode.USAGE;
  }

  private static int report(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof StartupException || failure instanceof CallFailedException) {
      command.getErr().println("waybill: " + failure.getMessage());
      return command.getCommandSpec().exitCodeOnExecutionException();
    }
    throw failure;
  }
}
