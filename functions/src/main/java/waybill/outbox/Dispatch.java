package waybill.outbox;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import waybill.message.Envelope;
import waybill.platform.Platform;
import waybill.platform.Queue;
import waybill.platform.Queues;
import waybill.platform.Queues.Letter;
import waybill.platform.Queues.Result;

/**
 * Sends outbox rows to their queues and marks them. A row is marked SENT only when every queue of
 * its route has accepted a copy; after a crash in between, or an answer that was lost, the row is
 * sent again, so that a queue may get a message twice and never not at all.
 */
public final class Dispatch {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

  private final Queues queues;
  private final OutboxStore store;

  public Dispatch(Platform platform) {
    this.queues = platform.queues();
    this.store = new OutboxStore(platform);
  }

  /**
   * How many rows went out, and how many of these are not marked; how many stayed PENDING through
   * nobody's fault, or were moved to BLOCKED.
   */
  public record Outcome(int sent, int unmarked, int kept, int blocked) {

    /** Whether no row of this dispatch is PENDING any more. */
    public boolean isComplete() {
      return unmarked == 0 && kept == 0;
    }
  }

  public Outcome send(List<OutboxItem> items, SentBy by) {
    Map<OutboxItem, List<Result>> results = new LinkedHashMap<>();
    Map<Queue, List<OutboxItem>> mail = new EnumMap<>(Queue.class);
    Map<OutboxItem, Letter> letters = new LinkedHashMap<>();
    for (OutboxItem item : items) {
      results.put(item, new ArrayList<>());
      try {
        Envelope envelope = Envelope.fromJson(item.envelope());
        letters.put(item, new Letter(envelope.merchantId(), item.envelope(), 0));
        for (Queue queue : Routes.of(envelope.message())) {
          mail.computeIfAbsent(queue, each -> new ArrayList<>()).add(item);
        }
      } catch (Envelope.Unreadable e) {
        results.get(item).add(new Result.Refused(e.getMessage()));
      }
    }
    mail.forEach(
        (queue, addressed) -> {
          List<Result> answers = queues.send(queue, addressed.stream().map(letters::get).toList());
          for (int i = 0; i < addressed.size(); i++) {
            results.get(addressed.get(i)).add(answers.get(i));
          }
        });
    return settle(results, by);
  }

  private Outcome settle(Map<OutboxItem, List<Result>> results, SentBy by) {
    List<OutboxItem> sent = new ArrayList<>();
    int kept = 0;
    int blocked = 0;
    for (Map.Entry<OutboxItem, List<Result>> entry : results.entrySet()) {
      Result worst = worst(entry.getValue());
      if (worst instanceof Result.Refused refused && block(entry.getKey(), refused.reason())) {
        blocked++;
      } else if (worst instanceof Result.Accepted) {
        sent.add(entry.getKey());
      } else {
        kept++;
      }
    }
    return new Outcome(sent.size(), store.markSent(sent, by), kept, blocked);
  }

  private boolean block(OutboxItem item, String reason) {
    try {
      store.block(item, reason);
      return true;
    } catch (SdkException e) {
      LOG.warn("message {} is at fault and could not be moved: {}", item.messageId(), reason, e);
      return false;
    }
  }

  /** Refused beats failed beats accepted: one queue that refuses is enough to need a person. */
  private static Result worst(List<Result> results) {
    Result worst = new Result.Accepted();
    for (Result result : results) {
      if (result instanceof Result.Refused) {
        return result;
      }
      if (result instanceof Result.Failed) {
        worst = result;
      }
    }
    return worst;
  }
}
