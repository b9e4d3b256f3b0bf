package waybill.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * The ids that every line of the log carries while a piece of work runs, so that an order's way
 * through the functions is one query. Only what looks like an id is taken: no text of a body gets
 * in. Contexts of one thread nest; in another thread the work has to be run in it again.
 */
public final class LogContext {

  private static final String ORDER = "orderId";
  private static final String MESSAGE = "messageId";
  private static final String TRACE = "traceId";
  private static final String REQUEST = "requestId";

  private final Map<String, String> ids = new HashMap<>();

  private LogContext() {}

  public static LogContext empty() {
    return new LogContext();
  }

  /**
   * With the ids of a CloudEvent; empty, if it is none that can be read.
   *
   * @param json may be null, as the body of an invented event is
   */
  public static LogContext ofEvent(String json) {
    try {
      JsonNode event = Json.read(json == null ? "" : json);
      return empty()
          .with(MESSAGE, event.path("id").asText())
          .order(event.path("subject").asText())
          .trace(event.path("traceparent").asText());
    } catch (Json.Malformed e) {
      // Whoever is to work on it will say so.
      return empty();
    }
  }

  public LogContext order(String orderId) {
    return with(ORDER, orderId);
  }

  public LogContext trace(String traceparent) {
    Traceparent.parse(traceparent).ifPresent(trace -> with(TRACE, trace.traceId()));
    return this;
  }

  LogContext request(String requestId) {
    return with(REQUEST, requestId);
  }

  private LogContext with(String name, String id) {
    if (id != null && Fields.ID.matcher(id).matches()) {
      ids.put(name, id);
    }
    return this;
  }

  /** An order's id that is known only in the middle of a piece of work. */
  public static void nowOf(String orderId) {
    MDC.put(ORDER, orderId);
  }

  public void run(Runnable work) {
    call(
        () -> {
          work.run();
          return null;
        });
  }

  public <T> T call(Supplier<T> work) {
    Map<String, String> before = MDC.getCopyOfContextMap();
    ids.forEach(MDC::put);
    try {
      return work.get();
    } finally {
      MDC.clear();
      if (before != null) {
        MDC.setContextMap(before);
      }
    }
  }
}
