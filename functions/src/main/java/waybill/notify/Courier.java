package waybill.notify;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.notify.call.MerchantClient;
import waybill.notify.call.MerchantClient.Answer;
import waybill.platform.LogContext;
import waybill.platform.Platform;
import waybill.platform.Retry;

/** Makes a claimed call, writes down how it ended, and sets the timer for the next. */
final class Courier {

  /** A call, its close, and what its gate is told; no call is begun that has less time. */
  static final Duration WORK_MAX = Duration.ofSeconds(10).plus(Retry.WORK_MAX.multipliedBy(2));

  static final String USER_AGENT = "Waybill/1.0.0";

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final Platform platform;
  private final MerchantClient client;
  private final ClaimStore claims;
  private final Timers timers;

  Courier(Platform platform, MerchantClient client) {
    this.platform = platform;
    this.client = client;
    this.claims = new ClaimStore(platform);
    this.timers = new Timers(platform);
  }

  /** How the call ended; what follows of that for the delivery is done. */
  Answer deliver(Endpoint endpoint, Signer signer, Claim claim) {
    LogContext ids = LogContext.ofEvent(claim.event());
    claim.traceparent().ifPresent(ids::trace);
    return ids.call(() -> attempt(endpoint, signer, claim));
  }

  private Answer attempt(Endpoint endpoint, Signer signer, Claim claim) {
    Answer answer = client.call(call(endpoint, signer, claim));
    LOG.info(
        "attempt {} of {} to {} ({}): {} {}",
        claim.attempt(),
        claim.eventId(),
        claim.endpointId(),
        answer.phases().inFull(answer.durationMs()),
        answer.result().text(),
        answer.statusCode().isPresent() ? answer.statusCode().getAsInt() : "");
    double chance = platform.random().nextDouble();
    Next next = Next.after(answer, claim.attempt(), platform.time().now(), chance);
    boolean isClosed = claims.close(claim, next, Attempt.of(claim.attempt(), answer, next));
    if (isClosed && next instanceof Next.Again again) {
      again.due().timer().ifPresent(wait -> timers.send(Timer.after(claim), wait));
    }
    return answer;
  }

  private MerchantClient.Call call(Endpoint endpoint, Signer signer, Claim claim) {
    long timestamp = platform.time().now().getEpochSecond();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/cloudevents+json");
    headers.put("user-agent", USER_AGENT);
    headers.put("webhook-id", claim.eventId());
    headers.put("webhook-timestamp", Long.toString(timestamp));
    headers.put("webhook-signature", signer.header(claim.eventId(), timestamp, claim.event()));
    headers.put("webhook-attempt", claim.attempt() + "/" + RetrySchedule.ATTEMPTS_MAX);
    return new MerchantClient.Call(endpoint.url(), endpoint.ack(), headers, claim.event());
  }
}
