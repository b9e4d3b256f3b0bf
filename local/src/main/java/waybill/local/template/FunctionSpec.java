package waybill.local.template;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A function: its handler, its limits, its environment as Lambda would set it, what invokes it. */
public record FunctionSpec(
    String id,
    String name,
    String handler,
    int timeoutSeconds,
    int memoryMegabytes,
    Map<String, String> environment,
    List<EventSource> events) {

  /** {@code package.Class} of {@code package.Class::method}. */
  public String handlerClass() {
    int method = handler.indexOf("::");
    return method < 0 ? handler : handler.substring(0, method);
  }

  public <S extends EventSource> Stream<S> events(Class<S> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }
}
