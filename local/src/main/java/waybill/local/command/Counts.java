package waybill.local.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Numbers as they are typed. */
final class Counts {

  private Counts() {}

  static void positive(CommandSpec command, String flag, int number) {
    if (number < 1) {
      throw new ParameterException(
          command.commandLine(), flag + " " + number + " is not a number from 1 on");
    }
  }
}
