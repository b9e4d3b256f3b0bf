package waybill.notify;

import java.util.List;
import java.util.Optional;
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

  private final Lanes lanes;
  private final Signers signers;
  private final IntakeStore intake;
  private final GateStore gates;
  private final HoldStore holds;
  private final Gatekeeper keeper;
  private final Courier courier;

  FirstCalls(Platform platform, MerchantClient client, Lanes lanes) {
    this.lanes = lanes;
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
    // Before anything is claimed: without its secrets no call can be made.
    Signer signer = signers.of(receiver.endpoint());
    Recipient recipient = new Recipient(receiver, gates.read(receiver.endpoint().endpointId()));
    for (int from = 0; from < tellings.size(); from += IntakeStore.EVENTS_MAX) {
      List<Notice> notices =
          tellings.subList(from, Math.min(from + IntakeStore.EVENTS_MAX, tellings.size())).stream()
              .map(Telling::notice)
              .toList();
      Optional<IntakeStore.Taken> taken = intake.take(notices, recipient);
      taken.ifPresent(each -> callOrLeave(receiver.endpoint(), signer, each, hasTime));
    }
  }

  /** The rows know everything by now: what fails here is made good by the sweeper. */
  private void callOrLeave(
      Endpoint endpoint, Signer signer, IntakeStore.Taken taken, BooleanSupplier hasTime) {
    try {
      call(endpoint, signer, taken, hasTime);
    } catch (RuntimeException e) {
      LOG.error("first calls of {} were left to the sweeper", endpoint, e);
    }
  }

  private void call(
      Endpoint endpoint, Signer signer, IntakeStore.Taken taken, BooleanSupplier hasTime) {
    keeper.wake(endpoint, taken.gate());
    Calls calls = new Calls(courier, keeper, endpoint, signer, taken.gate().after(), hasTime);
    try {
      lanes.workOff(taken.claims(), taken.lanes(), calls::make);
    } finally {
      calls.holdNotMade(holds);
      calls.told(UnaryOperator.identity());
    }
  }
}
