package waybill.local.template;

import java.util.LinkedHashMap;
import java.util.Map;

/** Functions. */
final class FunctionReader {

  /** Lambda's own defaults. */
  private static final int TIMEOUT_DEFAULT_SECONDS = 3;

  private static final int MEMORY_DEFAULT_MEGABYTES = 128;

  private final EventReader events;

  FunctionReader(EventReader events) {
    this.events = events;
  }

  FunctionSpec function(Section function, String name) {
    Map<String, String> environment = new LinkedHashMap<>();
    Section variables = function.section("Environment").section("Variables");
    variables
        .keys()
        .forEach(key -> environment.put(key.toString(), variables.text(key.toString())));
    return new FunctionSpec(
        function.where().resource(),
        name,
        function.text("Handler"),
        function.number("Timeout", TIMEOUT_DEFAULT_SECONDS),
        function.number("MemorySize", MEMORY_DEFAULT_MEGABYTES),
        environment,
        events.events(function.section("Events")));
  }
}
