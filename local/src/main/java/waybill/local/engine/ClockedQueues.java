package waybill.local.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.msg.CreateQueue;
import org.elasticmq.msg.LookupQueue;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.Some;
import scala.util.Right;

/**
 * ElasticMQ's queues, with delays on the given clock.
 *
 * <p>ElasticMQ 1.7.1 asks its clock when it hands a message out, but the machine when it computes
 * from DelaySeconds when that may be. So whoever looks a queue up gets an {@link Entrance} to it.
 */
final class ClockedQueues extends AbstractActor {

  private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(10);

  private final ActorSystem system = getContext().getSystem();
  private final Map<ActorRef, ActorRef> entrances = new ConcurrentHashMap<>();
  private final NowProvider clock;
  private final ActorRef manager;

  private ClockedQueues(NowProvider clock, Option<ActorRef> store) {
    this.clock = clock;
    this.manager =
        getContext()
            .actorOf(
                Props.create(
                    QueueManagerActor.class,
                    () -> new QueueManagerActor(clock, StrictSQSLimits$.MODULE$, store)));
  }

  static Props props(NowProvider clock, Option<ActorRef> store) {
    return Props.create(ClockedQueues.class, () -> new ClockedQueues(clock, store));
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(CreateQueue.class, this::answerWithEntrance)
        .match(LookupQueue.class, this::answerWithEntrance)
        .matchAny(message -> manager.forward(message, getContext()))
        .build();
  }

  private void answerWithEntrance(Object message) {
    ActorRef asker = getSender();
    Patterns.ask(manager, message, LOOKUP_TIMEOUT)
        .thenAccept(answer -> asker.tell(withEntrance(answer), ActorRef.noSender()));
  }

  private Object withEntrance(Object answer) {
    if (answer instanceof Some<?> some && some.value() instanceof ActorRef queue) {
      return Option.apply(entrance(queue));
    }
    if (answer instanceof Right<?, ?> right && right.value() instanceof ActorRef queue) {
      return Right.apply(entrance(queue));
    }
    return answer;
  }

  private ActorRef entrance(ActorRef queue) {
    return entrances.computeIfAbsent(queue, key -> system.actorOf(Entrance.props(key, clock)));
  }
}
