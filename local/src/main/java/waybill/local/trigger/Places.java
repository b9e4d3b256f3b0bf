package waybill.local.trigger;

import java.util.concurrent.TimeUnit;

/**
 * How many batches of a queue may be worked on at once. Lambda begins with five, too, and takes
 * more as long as messages wait; here these come only when for a second no batch has ended, since
 * the engines do one transaction after another: more at once would only be in each other's way.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
final class Places {

  private static final int FIRST = 5;
  private static final int MORE = 5;
  private static final long STUCK_AFTER_MS = 1000;

  private final int max;
  private int allowed;
  private int taken;
  private long ended;

  Places(int max) {
    this.max = max;
    this.allowed = Math.min(FIRST, max);
  }

  /** Waits for one. */
  synchronized void take() throws InterruptedException {
    long before = ended;
    while (taken >= allowed) {
      long begun = System.nanoTime();
      wait(STUCK_AFTER_MS);
      boolean isOver = System.nanoTime() - begun >= TimeUnit.MILLISECONDS.toNanos(STUCK_AFTER_MS);
      if (isOver && ended == before) {
        allowed = Math.min(max, allowed + MORE);
      }
      before = ended;
    }
    taken++;
  }

  /** A batch has ended, or there was none. */
  synchronized void free() {
    taken--;
    ended++;
    notifyAll();
  }

  /** Nobody waits: what comes next begins with a few again. */
  synchronized void idle() {
    allowed = Math.min(FIRST, max);
  }
}
