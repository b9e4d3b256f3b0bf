package waybill.emulator;

import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/** Messages that are hidden for longer, or given back. */
final class VisibilityProbes {

  private static final int ATTEMPTS_MAX = 10;

  private VisibilityProbes() {}

  static List<Probe> all() {
    return List.of(
        new Probe(
            "visibility-0",
            "A message given back with a visibility of 0 s comes at once, its receives counted",
            VisibilityProbes::givenBack),
        new Probe(
            "visibility-longer",
            "A message may be hidden for longer than its queue says",
            VisibilityProbes::longer),
        new Probe(
            "visibility-43200",
            "A message may be hidden for 12 hours, and not for a second more",
            VisibilityProbes::mostVisibility),
        new Probe(
            "visibility-not-in-flight",
            "A message that is visible again cannot be given back by its old handle",
            VisibilityProbes::notInFlight));
  }

  private static String givenBack(Lab lab) {
    QueueLab queue = QueueLab.of(lab);
    queue.send("text");
    return queue.hide(queue.received(1), 0) + ", " + queue.next(1);
  }

  /** Anew when the machine was so busy that the message had come back before it was hidden. */
  private static String longer(Lab lab) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      QueueLab queue = QueueLab.impatient(lab, lab.id() + attempt);
      queue.send("text");
      long start = System.nanoTime();
      String answer = queue.hide(queue.received(1), 30);
      if (System.nanoTime() - start < QueueLab.IMPATIENT.toNanos()) {
        return answer + ", then " + queue.next((int) QueueLab.IMPATIENT.toSeconds() + 1);
      }
    }
    return "too busy to tell";
  }

  private static String mostVisibility(Lab lab) {
    QueueLab queue = QueueLab.of(lab);
    queue.send("1");
    queue.send("2");
    return queue.hide(queue.received(1), 43_200) + ", " + queue.hide(queue.received(1), 43_201);
  }

  private static String notInFlight(Lab lab) {
    QueueLab queue = QueueLab.of(lab);
    queue.send("text");
    Message message = queue.received(1);
    queue.hide(message, 0);
    return queue.hide(message, 30) + ", then " + queue.next(1);
  }
}
