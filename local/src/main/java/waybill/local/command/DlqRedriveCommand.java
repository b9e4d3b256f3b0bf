package waybill.local.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import waybill.local.desk.DeadLetterQueue;
import waybill.local.desk.Redrive;
import waybill.local.desk.StackAccess;

/** {@code ./waybill dlq redrive}. */
@Command(
    name = "redrive",
    description =
        "Brings dead letters back to the queues they come from, once their consumers are mended.")
final class DlqRedriveCommand implements Callable<Integer> {

  static final String POSITIONS =
      "holds positions in the outbox's stream and no messages: these are PENDING in the outbox, and"
          + " the sweeper sends them";

  private static final String ALL = "all";

  @Spec private CommandSpec spec;

  @Mixin private StackOptions stack;

  @Parameters(
      paramLabel = "QUEUE",
      description = "inventory, points, order, notification, retry, or all.")
  private String queue;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "50",
      description = "Messages a second, at most (default ${DEFAULT-VALUE}).")
  private int perSecond;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Messages of each queue, at most (default ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() {
    Counts.positive(spec, "--rate", perSecond);
    Counts.positive(spec, "--limit", limit);
    return stack.with(this::redrive);
  }

  private int redrive(StackAccess access) {
    Redrive redrive = new Redrive(access, perSecond, limit);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    int refused = 0;
    for (DeadLetterQueue each : chosen(access)) {
      Redrive.Moved moved =
          redrive.run(each, so -> err.printf("%s: %d are back%n", each.name(), so));
      out.printf("%s redriven=%d refused=%d%n", each.name(), moved.back(), moved.refused());
      refused += moved.refused();
    }
    return refused == 0 ? 0 : 1;
  }

  private List<DeadLetterQueue> chosen(StackAccess access) {
    List<DeadLetterQueue> all = DeadLetterQueue.of(access.platform().settings());
    if (queue.equals(ALL)) {
      return all.stream().filter(each -> each.source().isPresent()).toList();
    }
    String stackName = access.platform().settings().stackName();
    DeadLetterQueue one =
        all.stream()
            .filter(each -> each.isCalled(queue, stackName))
            .findFirst()
            .orElseThrow(() -> usage("there is no queue " + queue));
    if (one.source().isEmpty()) {
      throw usage(one.name() + " " + POSITIONS);
    }
    return List.of(one);
  }

  private ParameterException usage(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
