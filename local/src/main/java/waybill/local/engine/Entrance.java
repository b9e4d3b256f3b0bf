package waybill.local.engine;

import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.elasticmq.MillisNextDelivery;
import org.elasticmq.NewMessageData;
import org.elasticmq.msg.SendMessage;
import org.elasticmq.util.NowProvider;
import scala.Option;

/**
 * Stands in front of one of ElasticMQ's queues and gives each message the time, on our clock, from
 * which it may be received. A queue's own DelaySeconds is not honoured: the template has none; nor
 * has it a FIFO queue.
 */
final class Entrance extends AbstractActor {

  private static final long QUEUE_DELAY_MS = 0;

  private final ActorRef queue;
  private final NowProvider clock;
  private final FairTimes fair = new FairTimes();

  private Entrance(ActorRef queue, NowProvider clock) {
    this.queue = queue;
    this.clock = clock;
  }

  static Props props(ActorRef queue, NowProvider clock) {
    return Props.create(Entrance.class, () -> new Entrance(queue, clock));
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(
            SendMessage.class,
            send -> queue.forward(new SendMessage(timed(send.message())), getContext()))
        .matchAny(message -> queue.forward(message, getContext()))
        .build();
  }

  private NewMessageData timed(NewMessageData message) {
    long now = clock.nowMillis();
    MillisNextDelivery asked = message.nextDelivery().toMillis(now, QUEUE_DELAY_MS);
    Option<String> group = message.messageGroupId();
    MillisNextDelivery delivery =
        asked.millis() > now || group.isEmpty()
            ? asked
            : new MillisNextDelivery(fair.next(group.get(), now));
    return new NewMessageData(
        message.id(),
        message.content(),
        message.messageAttributes(),
        delivery,
        message.messageGroupId(),
        message.messageDeduplicationId(),
        message.orderIndex(),
        message.tracingId(),
        message.sequenceNumber(),
        message.deadLetterSourceQueueName());
  }
}
