package waybill.local.command;

import picocli.CommandLine.Option;

/** For every command, and for none a version: Waybill has that of its repository. */
final class HelpOption {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this list.")
  private boolean help;
}
