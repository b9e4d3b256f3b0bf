package waybill.local.template;

import java.util.Optional;

/** A queue. Where the template is silent, the numbers are SQS's own defaults. */
public record QueueSpec(
    String id,
    String name,
    int visibilityTimeoutSeconds,
    int retentionSeconds,
    Optional<Redrive> redrive) {

  /** After {@code receivesMax} receives a message moves to the other queue. */
  public record Redrive(String deadLetterQueue, int receivesMax) {}
}
