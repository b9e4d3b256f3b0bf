package waybill.local.audit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import waybill.message.Envelope;
import waybill.message.Message;
import waybill.message.TestRequested;
import waybill.notify.Endpoint;
import waybill.notify.EndpointStore;
import waybill.platform.BatchRead.Key;
import waybill.platform.Ids;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Timestamp;

/**
 * Which endpoints must have heard of a message: those of its merchant that take its type, or the
 * one that a test names, and were there when it was written. Paused and disabled ones too, as their
 * notifications are kept for them. In memory: the endpoints of the merchants whose messages were
 * met.
 *
 * <p>Does not know what an endpoint took in former days: of messages from before its types were
 * changed nothing is asked.
 */
final class Hearers {

  private final EndpointStore endpoints;
  private final Map<String, List<Endpoint>> known = new ConcurrentHashMap<>();

  Hearers(Platform platform) {
    this.endpoints = new EndpointStore(platform);
  }

  /** The marks that intake leaves for each of them. */
  List<Key> marks(Item row, Envelope envelope) {
    return known.computeIfAbsent(envelope.merchantId(), endpoints::all).stream()
        .filter(endpoint -> isMeant(endpoint, envelope.message(), row))
        .map(
            endpoint ->
                Keys.marker(
                    endpoint.endpointId(),
                    Ids.derived("evt_", envelope.messageId(), endpoint.endpointId())))
        .toList();
  }

  /** A test means the endpoint that it names, whatever this one takes. */
  private static boolean isMeant(Endpoint endpoint, Message message, Item row) {
    if (message instanceof TestRequested test) {
      return endpoint.endpointId().equals(test.endpointId());
    }
    return isBefore(endpoint.typesSince(), row)
        && (endpoint.eventTypes().isEmpty() || endpoint.eventTypes().contains(message.type()));
  }

  /** As far as the clocks of two machines can tell. */
  private static boolean isBefore(String time, Item row) {
    return Timestamp.parse(time).isBefore(Ages.time(row, "createdAt"));
  }

  /** For a second look, since an endpoint may have been deleted meanwhile. */
  void forget(Envelope envelope) {
    known.remove(envelope.merchantId());
  }
}
