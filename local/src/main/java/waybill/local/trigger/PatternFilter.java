package waybill.local.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import software.amazon.event.ruler.Machine;
import waybill.local.failure.StartupException;

/** Lambda's event filtering, by the library that AWS itself publishes for it. */
final class PatternFilter {

  private final Machine machine = Machine.builder().build();
  private final boolean everything;

  PatternFilter(String functionId, List<String> patterns) {
    this.everything = patterns.isEmpty();
    for (String pattern : patterns) {
      try {
        machine.addRule(pattern, pattern);
      } catch (IOException e) {
        throw new StartupException(
            functionId + ": the filter pattern " + pattern + " is broken: " + e.getMessage(), e);
      }
    }
  }

  /** Any one pattern is enough. */
  boolean matches(JsonNode event) {
    return everything || !machine.rulesForJSONEvent(event).isEmpty();
  }
}
