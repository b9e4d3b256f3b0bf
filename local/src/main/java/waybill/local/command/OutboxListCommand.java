package waybill.local.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import waybill.outbox.OutboxDesk;
import waybill.outbox.OutboxRow;
import waybill.outbox.OutboxStatus;

/** {@code ./waybill outbox list}. */
@Command(
    name = "list",
    description = "Lists messages; those that are not BLOCKED by reading the whole table.")
final class OutboxListCommand implements Callable<Integer> {

  private static final String LIMIT_DEFAULT = "100";

  private static final List<String> SHOWN =
      List.of("status", "type", "createdAt", "sentAt", "errorClass", "attempts", "lastError");

  @Spec private CommandSpec spec;

  @Mixin private StackOptions stack;

  @Mixin private RowFilter filter;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      defaultValue = "BLOCKED",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private OutboxStatus status;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = LIMIT_DEFAULT,
      description = "At most so many (default ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() {
    Counts.positive(spec, "--limit", limit);
    PrintWriter out = spec.commandLine().getOut();
    return stack.with(
        access -> {
          new OutboxDesk(access.platform())
              .rows(status)
              .filter(filter::takes)
              .limit(limit)
              .forEach(row -> out.println(line(row)));
          return 0;
        });
  }

  private static String line(OutboxRow row) {
    StringBuilder line = new StringBuilder(row.messageId());
    for (String name : SHOWN) {
      row.shown(name).ifPresent(value -> line.append(' ').append(name).append('=').append(value));
    }
    return line.toString();
  }
}
