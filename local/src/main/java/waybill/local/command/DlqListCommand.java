package waybill.local.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import waybill.local.desk.DeadLetter;
import waybill.local.desk.DeadLetterQueue;
import waybill.local.desk.DeadLetters;
import waybill.platform.Timestamp;

/** {@code ./waybill dlq list}. */
@Command(
    name = "list",
    description =
        "Lists the dead-letter queues, each with at most ten of its messages, which stay there.")
final class DlqListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private StackOptions stack;

  @Override
  public Integer call() {
    return stack.with(
        access -> {
          DeadLetters letters = new DeadLetters(access);
          DeadLetterQueue.of(access.platform().settings())
              .forEach(queue -> print(queue, letters.into(queue), spec.commandLine().getOut()));
          return 0;
        });
  }

  private static void print(DeadLetterQueue queue, DeadLetters.Look look, PrintWriter out) {
    out.printf(
        "%s depth=%d underWay=%d%s%n",
        queue.name(),
        look.depth(),
        look.underWay(),
        look.oldest().map(time -> " oldestSeen=" + Timestamp.of(time)).orElse(""));
    if (queue.source().isEmpty() && look.depth() > 0) {
      out.println("  " + DlqRedriveCommand.POSITIONS);
      return;
    }
    look.some().forEach(letter -> out.println("  " + line(letter)));
  }

  private static String line(DeadLetter letter) {
    return "%s type=%s about=%s receives=%d sentAt=%s"
        .formatted(
            letter.messageId(),
            letter.type(),
            letter.about(),
            letter.receives(),
            Timestamp.of(letter.sentAt()));
  }
}
