package waybill.local.desk;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import waybill.platform.Queue;
import waybill.platform.Settings;

/**
 * A dead-letter queue of a stack.
 *
 * @param source the queue whose messages end here; none for the relay's, which holds positions in a
 *     stream that SQS cannot take back
 */
public record DeadLetterQueue(String name, Optional<String> source) {

  private static final String SUFFIX = "-dlq";
  private static final String RELAY = "-relay";

  /** Those that the template makes, in the order of the flow. */
  public static List<DeadLetterQueue> of(Settings settings) {
    return Stream.concat(
            Arrays.stream(Queue.values()).map(settings::queue).map(DeadLetterQueue::of),
            Stream.of(new DeadLetterQueue(settings.stackName() + RELAY + SUFFIX, Optional.empty())))
        .toList();
  }

  private static DeadLetterQueue of(String source) {
    return new DeadLetterQueue(source + SUFFIX, Optional.of(source));
  }

  /** By its own name or its source's, with or without the stack's name before it. */
  public boolean isCalled(String word, String stack) {
    String full = word.startsWith(stack + "-") ? word : stack + "-" + word;
    return name.equals(full) || name.equals(full + SUFFIX);
  }
}
