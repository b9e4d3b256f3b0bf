package waybill.local.engine;

import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.elasticmq.MillisNextDelivery;
import org.elasticmq.NewMessageData;
import org.elasticmq.msg.SendMessage;
import org.elasticmq.util.NowProvider;

/**
 * Stands in front of one of ElasticMQ's queues and gives each message the time, on our clock, from
 * which it may be received. A queue's own DelaySeconds is not honoured: the template has none.
 */
final class Entrance extends AbstractActor {

  private static final long QUEUE_DELAY_MS = 0;

  private final ActorRef queue;
  private final NowProvider clock;

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
    MillisNextDelivery delivery =
        message.nextDelivery().toMillis(clock.nowMillis(), QUEUE_DELAY_MS);
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
