package waybill.emulator;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Messages that are received too often. */
final class RedriveProbes {

  private static final int RECEIVES_MAX = 2;

  private RedriveProbes() {}

  static List<Probe> all() {
    return List.of(
        new Probe(
            "redrive-last-receive",
            "After its last receive a message comes no more, and is in the dead-letter queue",
            RedriveProbes::lastReceive),
        new Probe(
            "redrive-id",
            "A message has the same id in the dead-letter queue",
            lab -> compare(lab, Message::messageId)),
        new Probe(
            "redrive-sent-time",
            "A message has the same time of sending in the dead-letter queue",
            lab -> compare(lab, attribute(MessageSystemAttributeName.SENT_TIMESTAMP))),
        new Probe(
            "redrive-group",
            "A message has the same group id in the dead-letter queue",
            lab -> compare(lab, attribute(MessageSystemAttributeName.MESSAGE_GROUP_ID))),
        new Probe(
            "redrive-no-target",
            "A queue whose dead-letter queue is not there is refused",
            lab -> Refusal.of(() -> source(lab, "arn:aws:sqs:us-east-1:000000000000:none"))),
        new Probe(
            "redrive-sources", "A dead-letter queue tells whose it is", RedriveProbes::sources),
        new Probe(
            "redrive-back",
            "A move task takes what is dead back to where it came from",
            RedriveProbes::back));
  }

  private static String lastReceive(Lab lab) {
    QueueLab dlq = dlq(lab);
    QueueLab source = source(lab, arn(dlq));
    source.send("text");
    for (int i = 0; i < RECEIVES_MAX; i++) {
      source.hide(source.received(1), 0);
    }
    return source.next(0) + ", then " + dlq.received(2).body();
  }

  private static String compare(Lab lab, Function<Message, String> property) {
    QueueLab dlq = dlq(lab);
    QueueLab source = source(lab, arn(dlq));
    String before = property.apply(kill(source));
    String after = property.apply(dlq.received(2));
    if (after == null) {
      return "none";
    }
    return after.equals(before) ? "the same" : "another";
  }

  private static String sources(Lab lab) {
    QueueLab dlq = dlq(lab);
    QueueLab source = source(lab, arn(dlq));
    List<String> urls =
        dlq.sqs().listDeadLetterSourceQueues(request -> request.queueUrl(dlq.url())).queueUrls();
    return urls.equals(List.of(source.url())) ? "its source" : urls.size() + " others";
  }

  private static String back(Lab lab) {
    QueueLab dlq = dlq(lab);
    QueueLab source = source(lab, arn(dlq));
    kill(source);
    String answer =
        Refusal.of(() -> dlq.sqs().startMessageMoveTask(request -> request.sourceArn(arn(dlq))));
    return answer + ", then " + source.next(3);
  }

  /** The message as it was received last. */
  private static Message kill(QueueLab source) {
    source.sendBatch(QueueLab.entry(0, "text").toBuilder().messageGroupId("merchant").build());
    Message message = null;
    for (int i = 0; i < RECEIVES_MAX; i++) {
      message = source.received(1);
      source.hide(message, 0);
    }
    source.receive(0);
    return message;
  }

  private static Function<Message, String> attribute(MessageSystemAttributeName name) {
    return message -> message.attributes().get(name);
  }

  private static QueueLab dlq(Lab lab) {
    return QueueLab.of(lab, lab.id() + "-dlq", Map.of());
  }

  private static QueueLab source(Lab lab, String targetArn) {
    String policy =
        String.format(
            "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}", targetArn, RECEIVES_MAX);
    return QueueLab.of(lab, lab.id(), Map.of(QueueAttributeName.REDRIVE_POLICY, policy));
  }

  private static String arn(QueueLab queue) {
    return queue.attribute(QueueAttributeName.QUEUE_ARN);
  }
}
