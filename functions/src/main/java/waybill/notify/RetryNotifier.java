package waybill.notify;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import waybill.platform.Batch;
import waybill.platform.Lanes;
import waybill.platform.Platform;

/** Calls again when a timer says so and the delivery's row agrees. */
public final class RetryNotifier implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final Platform platform;
  private final Batch batch;
  private final Lanes lanes;
  private final ReceiverStore receivers;
  private final ClaimStore claims;
  private final Timers timers;
  private final Courier courier;

  public RetryNotifier() {
    this(Platform.fromEnvironment());
  }

  public RetryNotifier(Platform platform) {
    this(platform, new HttpMerchantClient(platform), Lanes.of(Courier.CALLS_MAX));
  }

  /** One call after another, in the caller's thread. */
  public RetryNotifier(Platform platform, MerchantClient client) {
    this(platform, client, Lanes.one());
  }

  private RetryNotifier(Platform platform, MerchantClient client, Lanes lanes) {
    this.platform = platform;
    this.batch = new Batch(platform);
    this.lanes = lanes;
    this.receivers = new ReceiverStore(platform);
    this.claims = new ClaimStore(platform);
    this.timers = new Timers(platform);
    this.courier = new Courier(platform, client);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batch.sideBySide(
        event,
        context,
        lanes,
        Courier.WORK_MAX,
        body -> {
          Timer timer = Timer.fromJson(body);
          return List.of(() -> retry(timer));
        });
  }

  private void retry(Timer timer) {
    Optional<Receiver> receiver =
        receivers.of(timer.merchantId()).stream()
            .filter(each -> each.endpoint().endpointId().equals(timer.endpointId()))
            .findFirst();
    if (receiver.isEmpty() || !receiver.get().endpoint().takesCalls()) {
      claims.settle(timer, Settled.PARKED);
    } else if (timer.seq() <= receiver.get().ackedSeq()) {
      claims.settle(timer, Settled.ACKNOWLEDGED);
    } else if (timer.attempt() > RetrySchedule.ATTEMPTS_MAX) {
      claims.settle(timer, Settled.EXHAUSTED);
    } else {
      call(timer, receiver.get().endpoint());
    }
  }

  private void call(Timer timer, Endpoint endpoint) {
    Claiming claiming = claims.claim(timer);
    if (claiming instanceof Claiming.Mine mine) {
      courier.deliver(endpoint, mine.claim(), () -> {});
    } else if (claiming instanceof Claiming.Early early) {
      sendAgain(timer, early.nextAttemptAt());
    }
  }

  /** With the rest of its delay; a rest that no timer can wait for is the sweeper's. */
  private void sendAgain(Timer timer, Instant nextAttemptAt) {
    Due due = Due.waiting(platform.time().now(), nextAttemptAt);
    due.timer().ifPresent(wait -> timers.send(timer, wait));
  }
}
