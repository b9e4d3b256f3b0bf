package waybill.merchant;

import java.util.LinkedHashMap;
import java.util.Map;
import waybill.notify.Endpoint;

/** An endpoint as its merchant sees it. */
final class EndpointView {

  private EndpointView() {}

  static Map<String, Object> of(Endpoint endpoint) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("endpointId", endpoint.endpointId());
    view.put("url", endpoint.url());
    view.put(
        "eventTypes",
        endpoint.eventTypes().isEmpty() ? Endpoint.EVENT_TYPES : endpoint.eventTypes());
    view.put("ack", endpoint.ack().text());
    view.put("status", endpoint.status().name());
    endpoint.description().ifPresent(text -> view.put("description", text));
    endpoint.rateLimit().ifPresent(limit -> view.put("rateLimit", limit));
    view.put("createdAt", endpoint.createdAt());
    return view;
  }

  /** For the answer to its making, and for no other. */
  static Map<String, Object> withSecret(Endpoint endpoint, String secret) {
    Map<String, Object> view = of(endpoint);
    view.put("secret", secret);
    return view;
  }
}
