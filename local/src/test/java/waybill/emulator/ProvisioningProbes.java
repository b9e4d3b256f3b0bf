package waybill.emulator;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What a start finds there already, or not. */
final class ProvisioningProbes {

  private ProvisioningProbes() {}

  static List<Probe> all() {
    return List.of(
        new Probe(
            "queue-again",
            "A queue made again with the same attributes is the same queue",
            lab ->
                QueueLab.impatient(lab).url().equals(QueueLab.impatient(lab).url())
                    ? "the same URL"
                    : "another URL"),
        new Probe(
            "queue-otherwise",
            "A queue made again with other attributes is refused",
            ProvisioningProbes::otherwise),
        new Probe(
            "queue-set-again",
            "A queue's attributes may be set to what they are",
            ProvisioningProbes::setAgain),
        new Probe(
            "queue-retention",
            "A queue keeps its messages for up to 14 days, and not for a second more",
            ProvisioningProbes::retention),
        new Probe(
            "queue-url-none",
            "The URL of a queue that is not there is refused by name",
            lab ->
                Refusal.of(
                    () -> lab.emulator().sqs().getQueueUrl(r -> r.queueName("probes-none")))),
        new Probe(
            "table-none",
            "A table that is not there is told by name",
            lab -> Refusal.of(() -> lab.dynamo().describeTable(r -> r.tableName("probes-none")))),
        new Probe(
            "table-again",
            "A table made again is refused",
            lab -> Refusal.of(() -> Tables.createStreamed(lab.dynamo(), Tables.STREAMED))),
        new Probe(
            "table-ttl-again",
            "Turning on the TTL that is on is refused",
            lab -> ttl(lab) + ", " + ttl(lab)));
  }

  private static String otherwise(Lab lab) {
    QueueLab.impatient(lab);
    return Refusal.of(
        () -> QueueLab.of(lab, lab.id(), Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "3")));
  }

  private static String setAgain(Lab lab) {
    QueueLab queue = QueueLab.impatient(lab);
    QueueAttributeName visibility = QueueAttributeName.VISIBILITY_TIMEOUT;
    return set(queue, visibility, queue.attribute(visibility));
  }

  private static String retention(Lab lab) {
    QueueLab queue = QueueLab.of(lab);
    return set(queue, QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600")
        + ", "
        + set(queue, QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209601");
  }

  private static String set(QueueLab queue, QueueAttributeName name, String value) {
    return Refusal.of(
        () ->
            queue
                .sqs()
                .setQueueAttributes(
                    request -> request.queueUrl(queue.url()).attributes(Map.of(name, value))));
  }

  private static String ttl(Lab lab) {
    return Refusal.of(
        () ->
            lab.dynamo()
                .updateTimeToLive(
                    request ->
                        request
                            .tableName(Tables.STREAMED)
                            .timeToLiveSpecification(
                                ttl -> ttl.attributeName("expiresAt").enabled(true))));
  }
}
