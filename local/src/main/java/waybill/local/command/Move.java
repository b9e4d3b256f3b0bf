package waybill.local.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import waybill.local.desk.StackAccess;
import waybill.outbox.OutboxDesk;
import waybill.outbox.OutboxRow;
import waybill.outbox.OutboxStatus;

/**
 * Makes messages PENDING again, one after the other. Each is moved or not; who breaks off and
 * begins anew finds the rest.
 */
final class Move {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private RowFilter filter;

  @Parameters(paramLabel = "MESSAGE", arity = "0..*", description = "Ids of messages; or:")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "All there are.")
  private boolean all;

  /** Prints a line for each message that was moved, and how many these were. */
  int run(
      StackOptions stack, String done, OutboxStatus from, BiPredicate<OutboxDesk, OutboxRow> move) {
    check();
    return stack.with(access -> run(access, done, from, move));
  }

  private int run(
      StackAccess access, String done, OutboxStatus from, BiPredicate<OutboxDesk, OutboxRow> move) {
    OutboxDesk desk = new OutboxDesk(access.platform());
    PrintWriter out = command.commandLine().getOut();
    List<String> left = new ArrayList<>();
    // What this run has moved may be met again once it is SENT anew.
    Set<String> met = new HashSet<>();
    int moved = 0;
    Iterator<OutboxRow> rows = rows(desk, from, left).iterator();
    while (rows.hasNext()) {
      OutboxRow row = rows.next();
      if (!met.add(row.messageId())) {
        continue;
      }
      if (move.test(desk, row)) {
        moved++;
        out.println(done + " " + row.messageId());
      } else {
        left.add(row.messageId() + " was moved by somebody else");
      }
    }
    left.forEach(why -> command.commandLine().getErr().println("waybill: " + why));
    out.printf("%s=%d left=%d%n", done, moved, left.size());
    return left.isEmpty() ? 0 : 1;
  }

  private Stream<OutboxRow> rows(OutboxDesk desk, OutboxStatus from, List<String> left) {
    if (ids.isEmpty()) {
      return desk.rows(from).filter(filter::takes);
    }
    return ids.stream().map(id -> one(desk, id, from, left)).flatMap(Optional::stream);
  }

  private static Optional<OutboxRow> one(
      OutboxDesk desk, String id, OutboxStatus from, List<String> left) {
    Optional<OutboxRow> found = desk.find(id);
    if (found.isEmpty()) {
      left.add("the outbox has no message " + id);
    } else if (!fits(found.get(), from)) {
      left.add(id + " is " + found.get().status() + " and not " + from);
    }
    return found.filter(row -> fits(row, from));
  }

  /** One that is named may also be PENDING where no sweep looks any more. */
  private static boolean fits(OutboxRow row, OutboxStatus from) {
    return row.status() == from
        || (from == OutboxStatus.SENT && row.status() == OutboxStatus.PENDING);
  }

  private void check() {
    boolean some = !filter.isEmpty();
    if (ids.isEmpty() && !some && !all) {
      throw usage("name a message, or what the messages have in common, or --all");
    }
    if (!ids.isEmpty() && (some || all) || some && all) {
      throw usage("name messages, or what they have in common, or --all: one of these");
    }
  }

  private ParameterException usage(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
