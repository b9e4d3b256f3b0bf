package waybill.local.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import waybill.local.bench.Load;
import waybill.local.bench.NeighbourBench;
import waybill.local.bench.NeighbourResult;

/** {@code ./waybill bench neighbour}: what a dead merchant costs the others. */
@Command(
    name = "neighbour",
    description =
        "Measures how long healthy merchants wait for their calls, alone and beside a merchant"
            + " whose server hangs.")
final class NeighbourCommand implements Callable<Integer> {

  private static final int PER_SECOND_MAX = 1000;

  @Mixin private HelpOption help;

  @Spec private CommandSpec spec;

  @Option(
      names = "--template",
      paramLabel = "FILE",
      defaultValue = "${sys:waybill.home:-.}/template.yaml",
      description = "The template that is run.")
  private Path template;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "Seconds of each phase, after the callbacks were taken in; ${DEFAULT-VALUE} if not given.")
  private int seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often both phases are measured in turn; ${DEFAULT-VALUE} if not given.")
  private int rounds;

  @Option(
      names = "--pending",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Callbacks of the merchant that hangs; ${DEFAULT-VALUE} if not given.")
  private int pending;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "20",
      description = "Callbacks a second of the healthy ones; ${DEFAULT-VALUE} if not given.")
  private int rate;

  @Option(
      names = "--max-ratio",
      paramLabel = "X",
      defaultValue = "Infinity",
      description = "Exits with 1 when the p99 beside is more than X times the p99 alone.")
  private double ratioMax;

  @Override
  public Integer call() throws Exception {
    require(seconds >= 1, "--seconds is at least 1");
    require(rounds >= 1, "--rounds is at least 1");
    require(pending >= 1, "--pending is at least 1");
    require(rate >= 1 && rate <= PER_SECOND_MAX, "--rate is 1 to " + PER_SECOND_MAX);
    require(ratioMax > 0, "--max-ratio is over 0");
    PrintWriter out = spec.commandLine().getOut();
    NeighbourResult result =
        NeighbourBench.run(template, out, new Load(seconds, rounds, pending, rate));
    List<String> complaints = result.complaints(ratioMax);
    complaints.forEach(each -> spec.commandLine().getErr().println("waybill: " + each));
    out.println(result.budget());
    out.println(result.parts());
    out.println(result.line());
    return complaints.isEmpty() ? 0 : 1;
  }

  private void require(boolean isRight, String otherwise) {
    if (!isRight) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
