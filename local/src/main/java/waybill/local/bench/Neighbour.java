package waybill.local.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import waybill.local.LocalPlatform;
import waybill.platform.Time;

/** A merchant whose server hangs until the caller's deadline, with many callbacks waiting. */
final class Neighbour implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private static final Duration TAKING_IN_MAX = Duration.ofSeconds(90);

  /** For a call to end by its deadline, and for what was still in the queue. */
  private static final Duration LEAVING_MAX = Duration.ofSeconds(40);

  private final Messages messages;
  private final int pending;
  private final SilentServer server;
  private final Merchant merchant;

  private Neighbour(Messages messages, int pending, SilentServer server, Merchant merchant) {
    this.messages = messages;
    this.pending = pending;
    this.server = server;
    this.merchant = merchant;
  }

  static Neighbour movesIn(LocalPlatform platform, Messages messages, String id, int pending)
      throws IOException {
    SilentServer server = SilentServer.start();
    return new Neighbour(messages, pending, server, Merchant.join(platform, id, server.url()));
  }

  /**
   * Has all its callbacks put at once, and stays for a while after they were taken in.
   *
   * @param takenIn called once each of them is a delivery that waits
   * @return how long it took until each of them was a delivery that waits; negative when it is not
   *     over
   */
  double stay(Duration span, Runnable takenIn) throws InterruptedException {
    long begun = System.nanoTime();
    Thread sender = new Thread(() -> messages.sendMany(merchant, pending), "neighbour");
    sender.start();
    boolean isTakenIn = await(TAKING_IN_MAX, () -> merchant.callbacks() >= pending);
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (isTakenIn) {
      takenIn.run();
    }
    sender.join();
    Time.system().sleep(span);
    return isTakenIn ? seconds : -1;
  }

  /** Returns when it weighs on nobody any more. */
  void leave() throws InterruptedException {
    merchant.leave();
    await(LEAVING_MAX, () -> server.atOnce() == 0);
  }

  int calls() {
    return server.calls();
  }

  int callsAtOnceMax() {
    return server.atOnceMax();
  }

  private static boolean await(Duration span, BooleanSupplier end) throws InterruptedException {
    long begun = System.nanoTime();
    while (!end.getAsBoolean()) {
      if (System.nanoTime() - begun > span.toNanos()) {
        return false;
      }
      Time.system().sleep(LOOK_EVERY);
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
