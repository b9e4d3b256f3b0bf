package waybill.local.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import waybill.local.LocalPlatform;
import waybill.local.Options;
import waybill.local.failure.CallFailedException;
import waybill.platform.Time;

/**
 * What a dead neighbour costs the healthy merchants. Phases alternate in one run, so that whatever
 * else the machine does meets both kinds alike. The healthy ones' traffic never stops.
 */
public final class NeighbourBench {

  private static final int HEALTHY_MERCHANTS = 4;
  private static final Duration WARM_UP = Duration.ofSeconds(5);

  /** The way of a dead neighbour's callbacks has to be warm, too, before it is measured. */
  private static final int WARM_UP_PENDING = 100;

  private static final Duration LATE_MAX = Duration.ofSeconds(60);

  private final LocalPlatform platform;
  private final PrintWriter out;
  private final Load load;
  private final Messages messages;
  private final List<Phase> alone = new ArrayList<>();
  private final List<Phase> takingIn = new ArrayList<>();
  private final List<Phase> allPending = new ArrayList<>();
  private int neighbours;
  private int deadCallsAtOnceMax;
  private boolean areAllTakenIn = true;

  private NeighbourBench(LocalPlatform platform, PrintWriter out, Load load) {
    this.platform = platform;
    this.out = out;
    this.load = load;
    this.messages = new Messages(platform);
  }

  /** Prints each phase, and the result as the last line. */
  public static NeighbourResult run(Path template, PrintWriter out, Load load) throws Exception {
    try (LocalPlatform platform = LocalPlatform.start(new Options().template(template).live())) {
      return new NeighbourBench(platform, out, load).measure();
    }
  }

  private NeighbourResult measure() throws Exception {
    Trips trips = new Trips(System::nanoTime);
    try (HealthyServer server = HealthyServer.start(trips::arrived)) {
      List<Merchant> merchants = new ArrayList<>();
      for (int i = 0; i < HEALTHY_MERCHANTS; i++) {
        merchants.add(Merchant.join(platform, "healthy-" + i, server.url()));
      }
      try (Traffic traffic = new Traffic(messages, merchants, trips)) {
        warmUp(traffic, trips);
        for (int round = 1; round <= load.rounds(); round++) {
          alone(traffic, round);
          beside(traffic, round);
        }
      }
      awaitOpen(trips, 0);
    }
    return new NeighbourResult(
        load.pending(),
        sum("alone", alone),
        sum("beside-taking-in", takingIn),
        sum("beside-pending", allPending),
        trips.open(),
        areAllTakenIn,
        deadCallsAtOnceMax);
  }

  /**
   * A cold process is slow, and what it was slow with has to be worked off before it is measured.
   */
  private void warmUp(Traffic traffic, Trips trips) throws Exception {
    traffic.begin(load.ratePerSecond(), Phase.named("warm-up"));
    Time.system().sleep(WARM_UP);
    awaitOpen(trips, load.ratePerSecond());
    try (Neighbour neighbour = nextNeighbour(Math.min(WARM_UP_PENDING, load.pending()))) {
      neighbour.stay(WARM_UP, () -> {});
      neighbour.leave();
    }
    awaitOpen(trips, load.ratePerSecond());
    if (trips.open() > load.ratePerSecond()) {
      throw new CallFailedException(
          "this machine is too busy: " + trips.open() + " callbacks wait before anything began");
    }
  }

  private void alone(Traffic traffic, int round) throws InterruptedException {
    Phase phase = Phase.named("alone-" + round);
    alone.add(phase);
    traffic.enter(phase);
    Time.system().sleep(Duration.ofSeconds(load.seconds()));
  }

  private void beside(Traffic traffic, int round) throws Exception {
    Phase phase = Phase.named("beside-taking-in-" + round);
    Phase pending = Phase.named("beside-pending-" + round);
    takingIn.add(phase);
    allPending.add(pending);
    try (Neighbour neighbour = nextNeighbour(load.pending())) {
      traffic.enter(phase);
      double takenInSeconds =
          neighbour.stay(Duration.ofSeconds(load.seconds()), () -> traffic.enter(pending));
      traffic.enter(Phase.named("between"));
      neighbour.leave();
      out.printf(
          Locale.ROOT,
          "neighbour beside-%d pending=%d taken_in_s=%.1f dead_calls=%d dead_calls_at_once_max=%d%n",
          round,
          load.pending(),
          takenInSeconds,
          neighbour.calls(),
          neighbour.callsAtOnceMax());
      areAllTakenIn &= takenInSeconds >= 0;
      deadCallsAtOnceMax = Math.max(deadCallsAtOnceMax, neighbour.callsAtOnceMax());
    }
  }

  private Neighbour nextNeighbour(int pending) throws Exception {
    return Neighbour.movesIn(platform, messages, "dead-" + neighbours++, pending);
  }

  /** At the end, so that the slowest ones are in the figures. */
  private static void awaitOpen(Trips trips, int openMax) throws InterruptedException {
    long begun = System.nanoTime();
    while (trips.open() > openMax && System.nanoTime() - begun < LATE_MAX.toNanos()) {
      Time.system().sleep(Duration.ofMillis(100));
    }
  }

  private Phase sum(String name, List<Phase> phases) {
    Phase sum = Phase.named(name);
    phases.forEach(sum::add);
    phases.forEach(this::print);
    print(sum);
    return sum;
  }

  private void print(Phase phase) {
    out.println("phase " + phase.name() + " " + phase.toCall());
  }
}
