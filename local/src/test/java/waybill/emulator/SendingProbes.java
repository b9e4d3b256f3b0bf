package waybill.emulator;

import static waybill.emulator.QueueLab.entries;
import static waybill.emulator.QueueLab.entry;

import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Batches that are sent. */
final class SendingProbes {

  private static final int MAX_BYTES = 1024 * 1024;

  private SendingProbes() {}

  static List<Probe> all() {
    return List.of(
        new Probe(
            "send-answers",
            "Each entry of a batch is answered under its own id",
            lab -> QueueLab.of(lab).sendBatch(entry(7, "a"), entry(3, "b"))),
        new Probe(
            "send-0", "A batch without entries is refused", lab -> QueueLab.of(lab).sendBatch()),
        new Probe(
            "send-11",
            "A batch of 11 entries is refused",
            lab -> QueueLab.of(lab).sendBatch(entries(11))),
        new Probe(
            "send-same-ids",
            "Two entries with the same id are refused",
            lab -> QueueLab.of(lab).sendBatch(entry(0, "a"), entry(0, "b"))),
        new Probe(
            "send-odd-id",
            "An entry's id with a dot is refused",
            lab -> QueueLab.of(lab).sendBatch(odd())),
        new Probe(
            "send-bad-character",
            "A character that XML does not know fails its own entry, by the sender's fault",
            lab -> QueueLab.of(lab).sendBatch(entry(0, "good"), entry(1, "\uFFFE"))),
        new Probe(
            "send-any-text",
            "A text of every other kind comes as it was sent",
            SendingProbes::anyText),
        new Probe(
            "send-1-mib",
            "A message of 1 MiB is taken",
            lab -> QueueLab.of(lab).sendBatch(entry(0, "x".repeat(MAX_BYTES)))),
        new Probe(
            "send-over-1-mib",
            "A message of a byte more is not taken",
            lab -> QueueLab.of(lab).sendBatch(entry(0, "x".repeat(MAX_BYTES + 1)))),
        new Probe(
            "send-sum-1-mib",
            "A batch may have 1 MiB in all, and not a byte more",
            SendingProbes::sum),
        new Probe("send-delay-900", "A message may wait for 900 s", lab -> delayed(lab, 900)),
        new Probe("send-delay-901", "A message may not wait for 901 s", lab -> delayed(lab, 901)),
        new Probe(
            "send-delay-hides",
            "A message that waits is not received before its delay ends",
            SendingProbes::delayHides),
        new Probe(
            "send-group",
            "A standard queue takes a group id and shows it on receipt",
            SendingProbes::group),
        new Probe(
            "send-group-order",
            "A message of a group does not wait for those of its group that are received",
            SendingProbes::groupOrder),
        new Probe(
            "send-group-delay", "A message with a group id may wait", SendingProbes::groupDelay),
        new Probe(
            "send-no-queue",
            "Sending to a queue that is not there is refused by name",
            SendingProbes::noQueue));
  }

  private static SendMessageBatchRequestEntry odd() {
    return SendMessageBatchRequestEntry.builder().id("a.b").messageBody("text").build();
  }

  private static String anyText(Lab lab) {
    QueueLab queue = QueueLab.of(lab);
    String text = "\t\n\r é 😀 <&>\"'%+ \uFFFD ";
    queue.send(text);
    return queue.received(1).body().equals(text) ? "as it was" : "changed";
  }

  private static String sum(Lab lab) {
    QueueLab queue = QueueLab.of(lab);
    String half = "x".repeat(MAX_BYTES / 2);
    return queue.sendBatch(entry(0, half), entry(1, half))
        + "; "
        + queue.sendBatch(entry(0, half), entry(1, half + "x"));
  }

  private static String delayed(Lab lab, int seconds) {
    return QueueLab.of(lab)
        .sendBatch(entry(0, "now"), entry(1, "later").toBuilder().delaySeconds(seconds).build());
  }

  /** Two messages, so that a busy machine is not taken for a delay that has ended. */
  private static String delayHides(Lab lab) {
    QueueLab queue = QueueLab.of(lab);
    queue.send("long", 60);
    String early = queue.next(0);
    queue.send("short", 1);
    return early + ", then " + queue.next(5);
  }

  private static String group(Lab lab) {
    QueueLab queue = QueueLab.of(lab);
    String answer = queue.sendBatch(inGroup(0));
    Message message = queue.received(1);
    String group = message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID);
    return answer + ", " + (group == null ? "not shown" : group);
  }

  private static String groupOrder(Lab lab) {
    QueueLab queue = QueueLab.of(lab);
    queue.sendBatch(
        IntStream.range(0, 3)
            .mapToObj(SendingProbes::inGroup)
            .toArray(SendMessageBatchRequestEntry[]::new));
    long received = IntStream.range(0, 3).filter(i -> queue.receive(1).isPresent()).count();
    return received + " received at once";
  }

  private static String groupDelay(Lab lab) {
    return QueueLab.of(lab).sendBatch(inGroup(0).toBuilder().delaySeconds(5).build());
  }

  private static SendMessageBatchRequestEntry inGroup(int id) {
    return entry(id, "text").toBuilder().messageGroupId("merchant").build();
  }

  private static String noQueue(Lab lab) {
    String url = QueueLab.of(lab).url() + "-not";
    return Refusal.of(
        () ->
            lab.emulator()
                .sqs()
                .sendMessageBatch(request -> request.queueUrl(url).entries(entries(1))));
  }
}
