package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static waybill.template.TemplateDocument.of;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.event.ruler.Machine;

/**
 * The relay's filter lets through the records of its file in {@code events/}, and nothing else that
 * the outbox's stream carries. The judge is the library that AWS publishes for event patterns.
 */
final class FilterFactsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RELAY = "OutboxRelayFunction";
  private static final String FILTERS =
      of(RELAY, "Events/Outbox/Properties/FilterCriteria/Filters");
  private static final String PATTERN = FILTERS + "/0/Pattern";

  /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html */
  private static final int FILTERS_MAX = 5;

  private static final int PATTERN_CHARACTERS_MAX = 4096;

  @Test
  void the_relay_is_woken_by_new_pending_rows_and_by_nothing_else_in_its_stream() {
    List<JsonNode> wakes = recordsOfTheEventFile();
    assertThat(wakes).isNotEmpty();
    Fact.that(
            template -> {
              Machine filter = filter(template);
              for (JsonNode record : wakes) {
                assertThat(filter.rulesForJSONEvent(record)).as("%s", record).isNotEmpty();
                others(record)
                    .forEach(
                        (what, other) ->
                            assertThat(filter.rulesForJSONEvent(other)).as(what).isEmpty());
              }
            })
        .failsWith(PATTERN, pattern(filter -> filter.remove("eventName")))
        .failsWith(PATTERN, pattern(filter -> filter.remove("dynamodb")))
        .failsWith(PATTERN, pattern(filter -> filter.withArray("eventName").add("MODIFY")))
        .failsWith(PATTERN, pattern(filter -> filter.withArray("eventName").removeAll().add("ANY")))
        .failsWith(PATTERN, pattern(filter -> status(filter).withArray("S").add("BLOCKED")))
        .failsWith(
            PATTERN, pattern(filter -> status(filter).withArray("S").removeAll().add("SENT")))
        .failsWith(PATTERN, pattern(filter -> status(filter).set("N", status(filter).remove("S"))))
        .failsWith(PATTERN, Fact.template().text(PATTERN).replace("NewImage", "OldImage"))
        .failsWith(PATTERN, "{\"eventName\":\"INSERT\"}")
        .failsWith(PATTERN, "no JSON")
        .failsWithout(FILTERS + "/0");
  }

  @Test
  void a_filter_keeps_to_the_limits_of_lambda() {
    Fact.that(
            template -> {
              assertThat(template.list(FILTERS)).hasSizeBetween(1, FILTERS_MAX);
              assertThat(template.text(PATTERN)).hasSizeBetween(1, PATTERN_CHARACTERS_MAX);
            })
        .failsWith(FILTERS, List.of(1, 2, 3, 4, 5, 6))
        .failsWith(PATTERN, "x".repeat(PATTERN_CHARACTERS_MAX + 1));
  }

  private static Machine filter(TemplateDocument template) {
    Machine machine = Machine.builder().build();
    int size = template.list(FILTERS).size();
    IntStream.range(0, size)
        .mapToObj(i -> template.text(FILTERS + "/" + i + "/Pattern"))
        .forEach(
            pattern -> {
              try {
                machine.addRule(pattern, pattern);
              } catch (IOException e) {
                fail("the pattern %s is broken: %s", pattern, e.getMessage());
              }
            });
    return machine;
  }

  /** What else happens to rows of the outbox, told by a record that wakes. */
  private static Map<String, JsonNode> others(JsonNode wakes) {
    Map<String, JsonNode> others = new LinkedHashMap<>();
    others.put("the mark that it was sent", record(wakes, "MODIFY", "SENT"));
    others.put("any change that leaves it pending", record(wakes, "MODIFY", "PENDING"));
    others.put("its arrival among the blocked", record(wakes, "INSERT", "BLOCKED"));
    others.put("a restored row that was sent", record(wakes, "INSERT", "SENT"));
    ObjectNode removed = record(wakes, "REMOVE", "");
    dynamodb(removed).remove("NewImage");
    others.put("its leaving for the blocked, or its end", removed);
    ObjectNode watermark = record(wakes, "INSERT", "");
    image(watermark).removeAll();
    image(watermark).putObject("bucket").put("S", "WATERMARK");
    image(watermark).putObject("minute").put("S", "PENDING");
    others.put("a watermark, which has no status", watermark);
    return others;
  }

  private static ObjectNode record(JsonNode wakes, String eventName, String status) {
    ObjectNode record = wakes.deepCopy();
    record.put("eventName", eventName);
    image(record).putObject("status").put("S", status);
    return record;
  }

  private static ObjectNode dynamodb(ObjectNode record) {
    return (ObjectNode) record.get("dynamodb");
  }

  private static ObjectNode image(ObjectNode record) {
    return (ObjectNode) dynamodb(record).get("NewImage");
  }

  private static ObjectNode status(ObjectNode pattern) {
    return (ObjectNode) image(pattern).get("status");
  }

  /** The template's pattern with a change. */
  private static String pattern(Consumer<ObjectNode> change) {
    try {
      ObjectNode pattern = (ObjectNode) JSON.readTree(Fact.template().text(PATTERN));
      change.accept(pattern);
      return pattern.toString();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> recordsOfTheEventFile() {
    List<JsonNode> records = new ArrayList<>();
    try {
      for (Path file : EventFiles.inOrder()) {
        if (EventFiles.functionFor(file).equals(RELAY)) {
          JSON.readTree(file.toFile()).get("Records").forEach(records::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }
}
