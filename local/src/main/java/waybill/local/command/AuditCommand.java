package waybill.local.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import waybill.local.audit.Audit;
import waybill.local.audit.Finding;
import waybill.local.audit.Report;
import waybill.platform.Json;

/** {@code ./waybill audit}: whether the tables hold what is promised. */
@Command(
    name = "audit",
    description = {
      "Reads a stack's tables and says what has drifted from what is promised.",
      "Needs DynamoDB only, and reads all of it.",
      "Exit code 0: no drift, 1: drift, 2: usage, 3: could not read."
    },
    exitCodeOnExecutionException = AuditCommand.COULD_NOT_READ)
final class AuditCommand implements Callable<Integer> {

  static final int COULD_NOT_READ = 3;

  private static final int DRIFT = 1;

  @Spec private CommandSpec spec;

  @Mixin private StackOptions stack;

  @Option(names = "--json", description = "The report as JSON, for machines.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Report report = stack.with(access -> Audit.run(access.platform(), err::println));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(forMachines(report)));
      if (report.unsettled() > 0) {
        err.println("unsettled=" + report.unsettled() + ": changed at every look");
      }
    } else {
      report.checks().forEach(finding -> print(finding, out));
      out.printf("audit drift=%d unsettled=%d%n", report.drift(), report.unsettled());
    }
    return report.drift() == 0 ? 0 : DRIFT;
  }

  private record ForMachines(long drift, List<Check> checks) {}

  private record Check(String name, long checked, long drifted, List<String> examples) {}

  private static ForMachines forMachines(Report report) {
    return new ForMachines(
        report.drift(),
        report.checks().stream()
            .map(each -> new Check(each.name(), each.checked(), each.drifted(), each.examples()))
            .toList());
  }

  private static void print(Finding finding, PrintWriter out) {
    out.printf(
        "%s %s checked=%d drifted=%d unsettled=%d%n",
        finding.drifted() == 0 ? "ok" : "drift",
        finding.name(),
        finding.checked(),
        finding.drifted(),
        finding.unsettled());
    finding.examples().forEach(example -> out.println("  " + example));
    if (finding.drifted() > finding.examples().size() && !finding.examples().isEmpty()) {
      out.println("  and more");
    }
  }
}
