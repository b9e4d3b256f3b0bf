package waybill.platform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parts of the messages of a batch, put together by whom they concern. */
final class Parties<P> {

  private static final Logger LOG = LoggerFactory.getLogger(Parties.class);

  private final Map<Object, List<Part<P>>> parties = new LinkedHashMap<>();

  private record Part<P>(P part, Progress of) {}

  void add(Object party, P part, Progress of) {
    parties.computeIfAbsent(party, each -> new ArrayList<>()).add(new Part<>(part, of));
  }

  /** One for each party; keeps its failures with the messages. */
  List<Runnable> pieces(Consumer<List<P>> work) {
    return parties.values().stream().<Runnable>map(parts -> () -> piece(parts, work)).toList();
  }

  /** Parts that fail together are done one by one, as only one of them may be guilty. */
  private static <P> void piece(List<Part<P>> parts, Consumer<List<P>> work) {
    LogContext ids = parts.size() == 1 ? parts.get(0).of().ids() : LogContext.empty();
    try {
      ids.run(() -> work.accept(parts.stream().map(Part::part).toList()));
      parts.forEach(part -> part.of().pieceDone());
    } catch (RuntimeException | Error e) {
      if (parts.size() == 1 || e instanceof Retry.Busy || e instanceof Error) {
        parts.forEach(part -> part.of().fail(e));
        return;
      }
      LOG.warn("{} messages failed together, so they are done one by one", parts.size(), e);
      parts.forEach(part -> piece(List.of(part), work));
    }
  }
}
