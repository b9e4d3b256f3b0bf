package waybill.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.notify.call.MerchantClient;
import waybill.platform.Lanes;
import waybill.platform.Platform;

/** Takes what an endpoint is to be told, as deliveries, and makes the first calls of those. */
final class FirstCalls {

  private static final Logger LOG = LoggerFactory.getLogger(FirstCalls.class);

  /** What was read of an endpoint so long ago is asked for once more, before its first call too. */
  private static final Duration IS_OLD_AFTER = Duration.ofMillis(100);

  private final Platform platform;
  private final Lanes lanes;
  private final ReceiverStore receivers;
  private final Signers signers;
  private final IntakeStore intake;
  private final GateStore gates;
  private final HoldStore holds;
  private final Gatekeeper keeper;
  private final Courier courier;

  FirstCalls(Platform platform, MerchantClient client, Lanes lanes) {
    this.platform = platform;
    this.lanes = lanes;
    this.receivers = new ReceiverStore(platform);
    this.signers = new Signers(platform);
    this.intake = new IntakeStore(platform);
    this.gates = new GateStore(platform);
    this.holds = new HoldStore(platform);
    this.keeper = new Gatekeeper(platform);
    this.courier = new Courier(platform, client);
  }

  /** An event, and an endpoint that takes it. */
  record Telling(Receiver receiver, Notice notice) {}

  /**
   * @param tellings of one endpoint
   * @param hasTime whether there is time left for one more call
   */
  void make(List<Telling> tellings, BooleanSupplier hasTime) {
    Receiver receiver = tellings.get(0).receiver();
    Instant read = platform.time().now();
    // Before anything is claimed: without its secrets no call can be made.
    Signer signer = signers.of(receiver.endpoint());
    Recipient recipient = new Recipient(receiver, gates.read(receiver.endpoint().endpointId()));
    for (int from = 0; from < tellings.size(); from += IntakeStore.EVENTS_MAX) {
      List<Notice> notices =
          tellings.subList(from, Math.min(from + IntakeStore.EVENTS_MAX, tellings.size())).stream()
              .map(Telling::notice)
              .toList();
      intake
          .take(notices, recipient)
          .ifPresent(taken -> callOrLeave(receiver.endpoint(), read, signer, taken, hasTime));
    }
  }

  /** The rows know everything by now: what fails here is made good by the sweeper. */
  private void callOrLeave(
      Endpoint endpoint,
      Instant read,
      Signer signer,
      IntakeStore.Taken taken,
      BooleanSupplier hasTime) {
    try {
      keeper.wake(endpoint, taken.gate());
      Calls calls = new Calls(courier, keeper, endpoint, signer, taken.gate().after(), hasTime);
      call(endpoint, read, taken, calls);
    } catch (RuntimeException e) {
      LOG.error("first calls of {} were left to the sweeper", endpoint, e);
    }
  }

  /**
   * The first of them begin at once, by what was read. When one of these has ended, the merchant
   * may have acknowledged, paused or changed something: each of the others asks for that, and one
   * that is no longer wanted so is left to a walk.
   */
  private void call(Endpoint endpoint, Instant read, IntakeStore.Taken taken, Calls calls) {
    boolean wasSlow = platform.time().now().isAfter(read.plus(IS_OLD_AFTER));
    AtomicBoolean isOld = new AtomicBoolean(wasSlow);
    try {
      lanes.workOff(
          taken.claims(),
          taken.lanes(),
          claim -> {
            if (!isOld.get() || calls.isOver() || isStillWanted(endpoint, claim)) {
              calls.make(claim);
            } else {
              calls.putOff(claim);
            }
            isOld.set(true);
          });
    } finally {
      calls.end(holds, UnaryOperator.identity());
    }
  }

  private boolean isStillWanted(Endpoint endpoint, Claim claim) {
    try {
      return receivers.acksIfStill(endpoint).filter(acks -> !acks.cover(claim.seq())).isPresent();
    } catch (RuntimeException e) {
      LOG.warn("{} could not be read, so a first call is put off", endpoint, e);
      return false;
    }
  }
}
