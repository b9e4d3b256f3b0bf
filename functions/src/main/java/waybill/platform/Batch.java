package waybill.platform;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The partial-batch loop: only those messages that are not done go back to the queue. A message
 * that met contention, or for which no time was left, comes back after a pause that grows with each
 * receive; any other failure after the queue's visibility timeout; and to the dead-letter queue
 * after its last receive.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
public final class Batch {

  private final PartialAnswer answer;

  public Batch(Platform platform) {
    this.answer = new PartialAnswer(platform);
  }

  /** Splits what the body of one message asks for into pieces that may run side by side. */
  @FunctionalInterface
  public interface Split {
    List<Runnable> of(String body);
  }

  /**
   * What several messages ask of the same party, done for it at once.
   *
   * @param read a message's body
   * @param group messages that need the same to be split; a party is of one group
   * @param split for a group, what parts a message of it has
   * @param party whom a part concerns; parts of one party are worked on together
   * @param work does the parts of one party; returns once all of it would bear a crash
   */
  public record ByParty<M, G, P>(
      Function<String, M> read,
      Function<M, G> group,
      Function<G, Function<M, List<P>>> split,
      Function<P, Object> party,
      Consumer<List<P>> work) {}

  private record Read<M>(M message, Progress of) {}

  /** One message after another; none is begun with less than {@code workMax} left to live. */
  public SQSBatchResponse each(
      SQSEvent event, Context context, Duration workMax, Consumer<String> work) {
    return sideBySide(
        event, context, Lanes.one(), workMax, body -> List.of(() -> work.accept(body)));
  }

  /**
   * For work that waits for others: the pieces of all messages run in lanes, and one is begun only
   * while there is {@code pieceMax} left of the invocation. A message goes back unless each piece
   * of it has returned, so a piece must bear being repeated.
   */
  public SQSBatchResponse sideBySide(
      SQSEvent event, Context context, Lanes lanes, Duration pieceMax, Split split) {
    List<Progress> messages = new ArrayList<>();
    List<Runnable> pieces = new ArrayList<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      Progress progress = new Progress(message);
      messages.add(progress);
      progress.guard(() -> pieces.addAll(pieces(progress, context, pieceMax, split)));
    }
    lanes.run(pieces);
    return answer.of(messages);
  }

  /**
   * Every group in a lane of its own, and every party too: none waits for another's. Parts that
   * fail together are done one by one, so they must bear being repeated; a message goes back unless
   * each part of it was done.
   */
  public <M, G, P> SQSBatchResponse byParty(
      SQSEvent event, Context context, Lanes lanes, Duration workMax, ByParty<M, G, P> byParty) {
    List<Progress> messages = new ArrayList<>();
    Map<G, List<Read<M>>> groups = new LinkedHashMap<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      Progress progress = new Progress(message);
      messages.add(progress);
      progress.guard(
          () -> {
            requireTime(context, workMax);
            M read = byParty.read().apply(message.getBody());
            groups
                .computeIfAbsent(byParty.group().apply(read), each -> new ArrayList<>())
                .add(new Read<>(read, progress));
          });
    }
    Consumer<List<P>> work =
        parts -> {
          requireTime(context, workMax);
          byParty.work().accept(parts);
        };
    List<Runnable> pieces = new ArrayList<>();
    groups.forEach(
        (group, read) -> pieces.add(() -> lanes.run(parties(group, read, byParty).pieces(work))));
    lanes.run(pieces);
    return answer.of(messages);
  }

  /** Of those messages that could be split. */
  private static <M, G, P> Parties<P> parties(
      G group, List<Read<M>> messages, ByParty<M, G, P> byParty) {
    Parties<P> parties = new Parties<>();
    try {
      Function<M, List<P>> split = byParty.split().apply(group);
      for (Read<M> each : messages) {
        Progress progress = each.of();
        progress.guard(
            () -> {
              List<P> parts = split.apply(each.message());
              progress.expects(parts.size());
              parts.forEach(part -> parties.add(byParty.party().apply(part), part, progress));
            });
      }
    } catch (RuntimeException | Error e) {
      messages.forEach(each -> each.of().fail(e));
    }
    return parties;
  }

  /**
   * One group after another; none is begun with less than {@code workMax} left to live. What a
   * group leaves comes after the other groups, so that it keeps none of them waiting.
   */
  public <T> SQSBatchResponse together(
      SQSEvent event, Context context, Duration workMax, Together<T> together) {
    List<Progress> messages = new ArrayList<>();
    Map<T, List<Progress>> copies = new LinkedHashMap<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      Progress progress = new Progress(message);
      messages.add(progress);
      progress.guard(
          () ->
              copies
                  .computeIfAbsent(
                      together.read().apply(message.getBody()), each -> new ArrayList<>())
                  .add(progress));
    }
    Deque<List<T>> groups = new ArrayDeque<>(together.grouped(List.copyOf(copies.keySet())));
    while (!groups.isEmpty()) {
      List<T> group = groups.remove();
      try {
        requireTime(context, workMax);
        List<List<T>> left = ids(group, copies).call(() -> together.leftOf(group));
        List<T> done = new ArrayList<>(group);
        left.forEach(done::removeAll);
        done.forEach(each -> copies.get(each).forEach(Progress::pieceDone));
        groups.addAll(left);
      } catch (RuntimeException | Error e) {
        group.forEach(each -> copies.get(each).forEach(progress -> progress.fail(e)));
      }
    }
    return answer.of(messages);
  }

  /** Of a message that is worked on by itself; a group's lines would have too many. */
  private static <T> LogContext ids(List<T> group, Map<T, List<Progress>> copies) {
    return group.size() == 1 ? copies.get(group.get(0)).get(0).ids() : LogContext.empty();
  }

  private static List<Runnable> pieces(
      Progress progress, Context context, Duration pieceMax, Split split) {
    requireTime(context, pieceMax);
    List<Runnable> own = split.of(progress.message().getBody());
    progress.expects(own.size());
    return own.stream()
        .<Runnable>map(piece -> () -> progress.guard(() -> run(piece, progress, context, pieceMax)))
        .toList();
  }

  private static void run(Runnable piece, Progress progress, Context context, Duration pieceMax) {
    requireTime(context, pieceMax);
    piece.run();
    progress.pieceDone();
  }

  private static void requireTime(Context context, Duration pieceMax) {
    if (context.getRemainingTimeInMillis() < pieceMax.toMillis()) {
      throw new Retry.Busy("no time left in this invocation");
    }
  }
}
