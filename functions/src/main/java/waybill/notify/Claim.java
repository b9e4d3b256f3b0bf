package waybill.notify;

import java.util.Optional;

/**
 * The right to make one attempt. Whoever holds it makes the call and closes it; after the lease
 * nobody waits for that.
 *
 * @param claimId random; fences the close
 * @param event the body to send
 * @param traceparent the trace of the request that caused it, if known
 * @param crashed the attempt before, if it was never closed
 */
record Claim(
    String merchantId,
    String endpointId,
    long seq,
    int round,
    int attempt,
    String claimId,
    String eventId,
    String event,
    Optional<String> traceparent,
    Optional<Attempt> crashed) {}
