package waybill.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import waybill.notify.gate.Gate;
import waybill.notify.gate.Span;

/**
 * What an intake writes: which events get which numbers, which are called at once, and which are
 * held.
 *
 * @param claims one for each event, in the order of their numbers
 * @param calls how many of them, from the first, are called at once
 * @param lanes how many at the same time
 * @param runs the calls at once, these included
 * @param before the endpoint's gate as it was read
 * @param gate what becomes of it
 */
record IntakePlan(
    List<Entry> entries,
    List<Claim> claims,
    int calls,
    int lanes,
    Runs runs,
    Gate before,
    Gate gate) {

  private static final int FIRST_ROUND = 1;

  /** An event, and the id of the claim that it gets. */
  record Entry(Notice notice, String claimId) {}

  static IntakePlan of(List<Entry> entries, Recipient recipient, Instant now) {
    Endpoint endpoint = recipient.endpoint();
    long first = recipient.lastSeq() + 1;
    List<Claim> claims = new ArrayList<>();
    for (Entry entry : entries) {
      claims.add(claim(entry, endpoint, first + claims.size()));
    }
    int wanted = endpoint.takesCalls() && recipient.runs().free(now) > 0 ? claims.size() : 0;
    Gate.Admission admission = recipient.gate().admit(wanted, endpoint.rateLimit(), now);
    int calls = admission.calls();
    int lanes = Math.min(calls, recipient.runs().free(now));
    Runs runs = calls == 0 ? recipient.runs() : recipient.runs().with(first, calls, lanes, now);
    Gate gate =
        calls == claims.size()
            ? admission.gate()
            : admission.gate().holding(new Span(first + calls, first + claims.size() - 1), now);
    return new IntakePlan(
        List.copyOf(entries), List.copyOf(claims), calls, lanes, runs, recipient.gate(), gate);
  }

  boolean changesGate() {
    return !gate.equals(before);
  }

  /** What became of the gate, once all of it is written. */
  GateStore.Change written() {
    return new GateStore.Change(before, changesGate() ? gate.written() : before);
  }

  List<Claim> called() {
    return claims.subList(0, calls);
  }

  boolean holds(long seq, String claimId) {
    return claims.stream().anyMatch(claim -> claim.seq() == seq && claim.claimId().equals(claimId));
  }

  long firstSeq() {
    return claims.get(0).seq();
  }

  long lastSeq() {
    return claims.get(claims.size() - 1).seq();
  }

  private static Claim claim(Entry entry, Endpoint endpoint, long seq) {
    Notice notice = entry.notice();
    return new Claim(
        endpoint.merchantId(),
        endpoint.endpointId(),
        seq,
        FIRST_ROUND,
        1,
        entry.claimId(),
        notice.eventId(endpoint.endpointId()),
        notice.event(endpoint.endpointId(), seq),
        Optional.ofNullable(notice.traceparent()));
  }
}
